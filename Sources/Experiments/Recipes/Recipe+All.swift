extension Recipe {
  /// Every recipe, in the order of the list.
  public static let all: [Recipe] = [
    .jangBernoulliNetwork, .jangCategoricalNetwork, .jangBernoulliAutoencoder,
    .jangCategoricalAutoencoder, .jangSemiSupervised, .jangStepTime, .maddisonLinear,
    .maddisonNonlinear, .maddisonStructured, .gumbelRao, .armNetwork, .armAutoencoder,
    .reinMaxAutoencoder, .polynomialProgramming,
  ]

  /// Finds a recipe.
  ///
  /// - Parameter name: Its name.
  /// - Returns: The recipe.
  /// - Throws: ``ExperimentError`` with the nearest name if there is none.
  public static func named(_ name: String) throws(ExperimentError) -> Recipe {
    if let recipe = all.first(where: { $0.name == name }) { return recipe }
    let nearest = all.map(\.name).min { distance($0, name) < distance($1, name) } ?? ""
    throw ExperimentError(
      "there is no recipe '\(name)'; did you mean '\(nearest)'? 'gumbel reproduce list' has all")
  }
}

extension Recipe {
  /// Reads a list of cells.
  ///
  /// - Parameter list: Names with commas between them.
  /// - Returns: The names.
  /// - Throws: ``ExperimentError`` that lists the cells if one is unknown or has no runs of its own.
  public func cellNames(_ list: String) throws(ExperimentError) -> Set<String> {
    let names = list.split(separator: ",").map { $0.filter { $0 != " " } }
    let known = cells.filter(\.isRun).map(\.name)
    let unknown = names.filter { !known.contains($0) }
    guard unknown.isEmpty, !names.isEmpty else {
      throw ExperimentError(
        "--cells '\(list)' names no cell '\(unknown.first ?? "")' of \(name); there are "
          + known.joined(separator: ", "))
    }
    return Set(names)
  }
}

/// How unlike a name is: the letters to insert, delete or change; a part of the name is close.
private func distance(_ name: String, _ given: String) -> Int {
  let (a, b) = (Array(name), Array(given.lowercased()))
  if !b.isEmpty, name.contains(given.lowercased()) { return 0 }
  var row = Array(0...b.count)
  for (i, letter) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in b.enumerated() {
      let change = diagonal + (letter == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
