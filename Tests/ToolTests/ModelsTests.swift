import Foundation
import NumericFiles
import Testing

/// Every kind of model through all commands.
@Suite struct ModelsTests {
  /// A run of two latents on the small toy data, and what its folder must hold.
  struct Kind: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var image: String
    var text: String
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: String, image: String, text: String) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.image = image
      self.text = text
    }
  }

  static let small = [
    "train", "--data", "idx", "--binarization", "static", "--batch-size", "20",
    "--samples", "2", "--metrics-interval", "3", "--threads", "1", "--output", "run", "--json",
  ]

  /// Images of 4 × 4 pixels in three classes, with labels.
  static func writeImages(in work: Workspace) throws {
    try work.write("idx/note", [])
    for (name, count) in [("train", 60), ("t10k", 20)] {
      let labels = (0..<count).map { UInt8($0 % 3) }
      let pixels = labels.flatMap { label in
        (0..<16).map { UInt8($0 % 4) == label || $0 / 4 == Int(label) ? UInt8(230) : 20 }
      }
      try IDX.write(
        IDX.Images(rows: 4, columns: 4, pixels: pixels),
        to: "\(work.path)/idx/\(name)-images-idx3-ubyte")
      try IDX.write(labels: labels, to: "\(work.path)/idx/\(name)-labels-idx1-ubyte")
    }
  }

  @Test(arguments: [
    Kind(
      "--latents 3 --classes 4 --stochastic-layers 2 --prior learned --centering --activation tanh "
        + "--encoder-hidden 6 --decoder-hidden none --estimator rebar --optimizer sgd --momentum 0.9",
      image: "reconstructions", text: "2 stochastic layers"),
    Kind(
      "--latents 4 --classes 4 --code signed --estimator gumbel-softmax --prior concrete "
        + "--prior-temperature 0.5 --train-samples 3 --optimizer radam --weight-decay 0.001",
      image: "traversal", text: "signed bits"),
    Kind(
      "--model sbn --latents 4 --classes 2 --code binary --estimator disarm --stochastic-layers 1",
      image: "completions", text: "8-4-8"),
    Kind(
      "--model semi-supervised --labels 10 --labelled-batch 25 --hidden 8 --style 3 --classes 3 "
        + "--classifier-weight 0.5 --validation 20 --evaluate-every 3 --patience 9",
      image: "grid", text: "3 classes, style of 3"),
    Kind(
      "--model semi-supervised --marginalize --labels 9 --hidden 8 --classes 5", image: "grid",
      text: "exact"),
    Kind(
      "--model semi-supervised --estimator gumbel-rao --conditional-draws 3 --train-samples 2 "
        + "--labels 9 --hidden 8 --classes 3", image: "grid", text: "gumbel-rao"),
  ])
  func `a model of each kind is trained, continued, evaluated, drawn and described`(
    kind: Kind
  ) async throws {
    let work = try Workspace()
    try Self.writeImages(in: work)
    let trained = try await Tool(
      Self.small + ["--steps", "6"] + kind.arguments, in: work.path
    ).finish()
    try #require(trained.status == 0, "\(trained.stderr)")
    let first = try jsonObject(trained.stdout)
    for name in [
      "bound", "bound_standard_error", "elbo", "reconstruction", "training_bound", "step_seconds",
    ] {
      #expect(first[name] is NSNumber, "\(name)")
    }
    let learnsClasses = kind.arguments.contains("semi-supervised")
    #expect((first["accuracy"] as? Double).map { 0...1 ~= $0 } == (learnsClasses ? true : nil))
    #expect((first["validation_bound"] is NSNumber) == kind.arguments.contains("--validation"))
    #expect((first["relaxed_bound"] is NSNumber) == kind.arguments.contains("gumbel-softmax"))
    let again = try await succeed("evaluate", "run", "--samples", "2", "--json", in: work.path)
    #expect(try jsonObject(again.stdout)["bound"] as? Double == first["bound"] as? Double)
    #expect(work.exists("run/images/\(kind.image).png"))
    try await succeed("sample", "run", "--output", "drawn", in: work.path)
    #expect(try !FileManager.default.contentsOfDirectory(atPath: work.path + "/drawn").isEmpty)
    let info = try await succeed("info", "run", in: work.path)
    #expect(info.stdout.contains(kind.text), "\(info.stdout)")
    #expect(work.text("run/report.html").contains("<img"))
    let resumed = try await succeed(
      "train", "--resume", "run", "--steps", "9", "--samples", "1", in: work.path)
    #expect(resumed.stdout.contains("Trained to step 9"), "\(resumed.stdout)")
  }

  @Test func `labels of a folder are learned from`() async throws {
    let work = try Workspace()
    try Self.writeImages(in: work)
    let options = [
      "--model", "semi-supervised", "--classes", "3", "--labels", "30", "--labelled-batch", "30",
      "--hidden", "8", "--style", "1", "--steps", "100", "--learning-rate", "0.02",
      "--classifier-weight", "1",
    ]
    let result = try await Tool(Self.small + options, in: work.path).finish()
    try #require(result.status == 0, "\(result.stderr)")
    #expect(try #require(jsonObject(result.stdout)["accuracy"] as? Double) > 0.9)
  }

  @Test func `a run that stops early says after which step it was best`() async throws {
    let work = try Workspace()
    let result = try await work.start(
      "--steps", "1000", "--validation", "40", "--evaluate-every", "2", "--patience", "2",
      "--learning-rate", "3", "--output", "run"
    ).finish()
    #expect(result.status == 0, "\(result.stderr)")
    let match = try #require(
      result.stdout.firstMatch(of: /step (\d+) in .*stopped early; best .* after step (\d+)\./))
    #expect(match.1 != match.2 && Int(match.1) != 1000)
    let info = try await succeed("info", "run", "--json", in: work.path)
    #expect(try jsonObject(info.stdout)["step"] as? Int == Int(match.1))
  }
}
