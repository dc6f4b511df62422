import Categorical
import LinearAlgebra
import RandomStreams
import Testing

struct EstimatorNameTests {
  /// A differentiable function of two binary variables, for any number of columns.
  static var objective: DifferentiableFunctionObjective<Double> {
    DifferentiableFunctionObjective { z in
      let values = Vector(count: z.columns) { column in
        (0..<4).reduce(0.0) { $0 + Double($1 + 1) * z[$1, column] * z[$1, column] }
      }
      return (values, Matrix(rows: 4, columns: z.columns) { 2 * Double($0 + 1) * z[$0, $1] })
    }
  }

  @Test func `the names of all estimators are stable and distinct`() {
    #expect(
      EstimatorName.allCases.map(\.rawValue)
        == PathwiseEstimatorName.allCases.map(\.rawValue) + [
          "reinforce", "reinforce-moving-average", "reinforce-leave-one-out", "nvil", "rloo",
          "rloo-2", "arm", "disarm", "relax", "vimco", "muprop", "rebar", "exact",
        ])
    for name in PathwiseEstimatorName.allCases {
      #expect(EstimatorName(rawValue: name.rawValue)?.pathwise == name)
    }
  }

  @Test func `the number of conditional draws can be chosen where there are some`() {
    for name in PathwiseEstimatorName.allCases {
      let (few, many) = (
        name.makeEstimator(temperature: 1), name.makeEstimator(temperature: 1, draws: 100)
      )
      #expect(few.conditionalDraws == name.conditionalDraws)
      #expect(many.conditionalDraws - few.conditionalDraws == (name.hasDraws ? 90 : 0))
    }
  }

  @Test(arguments: EstimatorName.allCases)
  func `what a name says of its estimator is so`(name: EstimatorName) throws {
    var estimator = name.makeEstimator(temperature: 0.6)
    #expect((estimator is any PathwiseEstimator) == (name.need == .derivative))
    if let path = name.pathwise, let estimator = estimator as? any PathwiseEstimator {
      #expect(path.makeEstimator(temperature: 0.6).isEqual(to: estimator))
    }
    if let score = estimator as? any ScoreFunctionEstimator {
      var stream = RandomStream(seed: 1)
      let logits = Matrix<Double>(rows: 4, columns: 3)
      #expect(try score.draw(logits, classes: 2, using: &stream).samples.count == name.samples)
      #expect(name.need == .values)
    }
    #expect(name.learns == !estimator.learned.isEmpty)
    #expect(name.hasTemperature == !"\(estimator)".isEqual(toThat: name, at: 0.9))

    // What f is asked for: relaxed samples only where the name says so.
    var sawRelaxed = false
    let watched = DifferentiableFunctionObjective<Double> { z in
      if z.doubles.contains(where: { $0 != 0 && $0 != 1 }) { sawRelaxed = true }
      return Self.objective.valuesWithGradient(z)
    }
    var stream = RandomStream(seed: 2)
    let logits: Matrix<Double> = [[0.1, 0.5], [0, -0.4], [0.3, 0], [0, 0.2]]
    _ = try estimator.estimate(watched, at: logits, classes: 2, using: &stream)
    #expect(sawRelaxed == name.isRelaxed)
  }

  @Test(arguments: EstimatorName.allCases)
  func `a restored estimator goes on as the saved one would, bit for bit`(
    name: EstimatorName
  ) throws {
    var estimator = name.makeEstimator(temperature: 0.6)
    var stream = RandomStream(seed: 3)
    let logits = Matrix<Double>(rows: 4, columns: 5) { Double($0) / 4 - Double($1) / 5 }
    for _ in 0..<4 {
      _ = try estimator.estimate(Self.objective, at: logits, classes: 2, using: &stream)
    }
    var other = name.makeEstimator(temperature: 0.6)
    if name.learns { #expect(other.learned != estimator.learned) }
    try other.restore(estimator.learned)
    #expect(other.learned == estimator.learned)
    var copy = stream
    for _ in 0..<3 {
      let expected = try estimator.estimate(
        Self.objective, at: logits, classes: 2, using: &stream)
      #expect(
        try other.estimate(Self.objective, at: logits, classes: 2, using: &copy) == expected)
    }
    #expect(other.learned == estimator.learned)
  }

  @Test(arguments: EstimatorName.allCases)
  func `the state of another estimator is refused and changes nothing`(name: EstimatorName) throws {
    var estimator = name.makeEstimator(temperature: 0.6)
    let before = estimator.learned
    var states: [LearnedState] = [before.merging(["stray": [[1]]]) { $1 }]
    for key in before.keys {
      states.append(before.filter { $0.key != key })
      states.append(before.merging([key: [[1, 2, 3]]]) { $1 })
    }
    for state in states {
      #expect(throws: CategoricalError.self) { try estimator.restore(state) }
      #expect(estimator.learned == before)
    }
  }

  @Test func `learned temperatures are state, others are settings`() throws {
    var learning = REBAR(temperature: 0.7, temperatureRate: 0.1)
    #expect(learning.learned == ["temperature": [[0.7]]])
    try learning.restore(["temperature": [[0.2]]])
    #expect(learning.temperature == 0.2)
    #expect(throws: CategoricalError.mismatchedState(name: "temperature")) {
      try learning.restore(["temperature": [[-1]]])
    }
    #expect(REBAR().learned.isEmpty)
    var scheduled = REBAR(temperature: 0.1, weightRate: 0.1)
    try scheduled.restore(REBAR(weight: 0.3, temperature: 0.9, weightRate: 0.1).learned)
    #expect(scheduled == REBAR(weight: 0.3, temperature: 0.1, weightRate: 0.1))
  }

  @Test func `a batch of another size does not fit what was learned`() throws {
    var critic = QuadraticCritic()
    #expect(throws: CategoricalError.mismatchedState(name: "quadratic")) {
      try critic.restore(["linear": [[1], [2]], "quadratic": [[1]]])
    }
    try critic.restore(["linear": [[1], [2]], "quadratic": [[1, 3], [3, 4]]])
    #expect(critic == QuadraticCritic(linear: [1, 2], quadratic: [1, 3, 3, 4]))
  }
}

extension PathwiseEstimator {
  fileprivate func isEqual(to other: any PathwiseEstimator) -> Bool { (other as? Self) == self }
}

extension String {
  /// Whether the estimator of a name looks the same at another temperature.
  fileprivate func isEqual(toThat name: EstimatorName, at temperature: Double) -> Bool {
    self == "\(name.makeEstimator(temperature: temperature))"
  }
}
