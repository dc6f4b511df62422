import Foundation
import LinearAlgebra

let usage = """
  principal-components [FOLDER] [--output FOLDER]

  Finds the principal components of a folder of pictures of one size (PGM or PPM), or of a built-in
  set of drawn faces, and writes the mean, the first components, rebuilt pictures and a chart.
  """

func run(_ arguments: [String]) throws {
  var folder: String?
  var output = "components"
  var arguments = arguments[...]
  while let argument = arguments.popFirst() {
    switch argument {
    case "--help", "-h": return print(usage)
    case "--output":
      guard let name = arguments.popFirst() else { throw Failure("--output needs a folder") }
      output = name
    case _ where argument.hasPrefix("-") || folder != nil:
      throw Failure("unknown argument \(argument); see --help")
    default: folder = argument
    }
  }

  let pictures = try folder.map(readPictures) ?? drawFaces(400)
  let (width, height) = (pictures[0].width, pictures[0].height)
  print("\(pictures.count) pictures of \(width)×\(height)")

  // A picture is a column: pixels × pictures.
  let data = Matrix(rows: width * height, columns: pictures.count) { pictures[$1].pixels[$0] }
  let model = try PrincipalComponents(of: data)
  for count in [1, 5, 20, 80] where count <= model.count {
    let share = model.explainedShare[count - 1]
    print("\(count) components explain \(percent(share)) of the variance")
  }

  let counts = [1, 5, 20, 80].filter { $0 < model.count } + [model.count]
  let shown = (0..<min(6, pictures.count)).map { $0 * pictures.count / min(6, pictures.count) }
  let rebuilt = shown.flatMap { index in
    [pictures[index]]
      + counts.map { model.rebuilt(data, column: index, components: $0).picture(width, height) }
  }
  let mean = model.mean.picture(width, height)
  let components = (0..<min(12, model.count)).map {
    model.component($0).contrastPicture(width, height)
  }

  let folderURL = URL(fileURLWithPath: output, isDirectory: true)
  try write(to: folderURL) {
    try mean.enlarged.png.write(to: folderURL.appending(path: "mean.png"))
    try Picture.grid(components, columns: 6).png
      .write(to: folderURL.appending(path: "components.png"))
    try Picture.grid(rebuilt, columns: counts.count + 1).png
      .write(to: folderURL.appending(path: "rebuilt.png"))
    try varianceChart(model.explainedShare)
      .write(to: folderURL.appending(path: "variance.svg"), atomically: true, encoding: .utf8)
  }
  print("columns of rebuilt.png: the picture, then with \(counts) components")
  print("wrote \(output)/mean.png, components.png, rebuilt.png and variance.svg")
}

/// What the user can do something about, in one line.
struct Failure: Error {
  let message: String

  init(_ message: String) { self.message = message }
}

/// Makes a folder and writes into it.
func write(to folder: URL, _ body: () throws -> Void) throws {
  do {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try body()
  } catch {
    throw Failure("cannot write to \(folder.path)")
  }
}

func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }

do {
  try run(Array(CommandLine.arguments.dropFirst()))
} catch {
  let message = (error as? Failure)?.message ?? "\(error)"
  FileHandle.standardError.write(Data("principal-components: \(message)\n".utf8))
  exit(1)
}
