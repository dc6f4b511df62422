import Foundation
import NumericFiles
import Testing

/// Each bad input: one line that names the thing, a status, no trap, and nothing overwritten.
@Suite struct BadInputTests {
  /// A command that must fail.
  struct Case: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var names: [String]
    var testDescription: String { "gumbel " + arguments.joined(separator: " ") }

    init(_ arguments: String, names: String...) {
      self.arguments = arguments.split(separator: " ").map { $0 == "''" ? "" : String($0) }
      self.names = names
    }
  }

  /// Makes files and folders that are bad in every way, and a good run.
  static func workspace() async throws -> Workspace {
    let work = try Workspace()
    try await work.train("--steps", "3", "--output", "run")
    let run = try work.contents()
    func copy(_ name: String, replacing file: String, by bytes: [UInt8]?) throws {
      for (path, data) in run where path.hasPrefix("run/") && !path.hasSuffix("/images") {
        try work.write(name + path.dropFirst(3), [UInt8](data))
      }
      if let bytes {
        try work.write("\(name)/\(file)", bytes)
      } else {
        try FileManager.default.removeItem(atPath: "\(work.path)/\(name)/\(file)")
      }
    }
    func idx(_ name: String, images count: Int) throws {
      try work.write("\(name)/note", [])
      try IDX.write(
        IDX.Images(rows: 2, columns: 2, pixels: [UInt8](repeating: 9, count: 4 * count)),
        to: "\(work.path)/\(name)/train-images-idx3-ubyte.gz")
    }
    try FileManager.default.createDirectory(
      atPath: work.path + "/empty", withIntermediateDirectories: true)
    try work.write("plain-file", [1, 2, 3])
    try idx("labels", images: 5)
    try IDX.write(labels: [1, 2], to: work.path + "/labels/train-labels-idx1-ubyte")
    try idx("labelled", images: 40)
    try IDX.write(
      labels: (0..<40).map { UInt8($0 % 4) }, to: work.path + "/labelled/train-labels-idx1-ubyte")
    try idx("one", images: 1)
    try idx("cut", images: 500)
    let packed = try work.bytes("cut/train-images-idx3-ubyte.gz")
    try work.write("cut/train-images-idx3-ubyte.gz", Array(packed.dropLast(9)))
    try work.write("magic/train-images-idx3-ubyte", Array("<html>404</html>".utf8))
    try NPYArray(shape: [20, 2], elements: .float([Float](repeating: .nan, count: 40)))
      .write(to: work.path + "/nan.npy")
    try NPYArray(shape: [200, 2], elements: .float([Float](repeating: 0, count: 400)))
      .write(to: work.path + "/narrow.npy")
    try work.write("text.npy", Array("0 1 0 1\n".utf8))
    try copy("no-config", replacing: "config.json", by: nil)
    try copy("bad-config", replacing: "config.json", by: Array("{\"version\": 1".utf8))
    try copy("no-model", replacing: "model.safetensors", by: nil)
    let model = try work.bytes("run/model.safetensors")
    let header = [UInt8](repeating: 0xFF, count: 8) + model.dropFirst(8)
    try copy("bad-header", replacing: "model.safetensors", by: header)
    try work.write("bad-header/checkpoint.safetensors", header)
    try copy("cut-model", replacing: "model.safetensors", by: Array(model.dropLast(4)))
    try work.write("cut-model/checkpoint.safetensors", Array(model.prefix(100)))
    try await work.train("--steps", "3", "--hidden", "5", "--output", "deep")
    try copy(
      "other-shape", replacing: "checkpoint.safetensors",
      by: work.bytes("deep/checkpoint.safetensors"))
    try work.write("other-shape/model.safetensors", work.bytes("deep/model.safetensors"))
    let config = work.text("run/config.json")
    try copy(
      "batch-zero", replacing: "config.json",
      by: Array(config.replacing("\"batchSize\" : 20", with: "\"batchSize\" : 0").utf8))
    try copy(
      "huge", replacing: "config.json",
      by: Array(config.replacing("\"latents\" : 3", with: "\"latents\" : 3000000000000").utf8))
    return work
  }

  static let data: [Case] = [
    Case("train --data none", names: "none"),
    Case("train --data empty", names: "empty", "train-images-idx3-ubyte"),
    Case("train --data plain-file", names: "plain-file", ".npy"),
    Case("train --data ''", names: "--data"),
    Case("train --data cut", names: "cut/train-images-idx3-ubyte.gz", "cut short"),
    Case("train --data magic", names: "magic/train-images-idx3-ubyte"),
    Case("train --data labels", names: "train-labels-idx1-ubyte", "2 labels", "5 images"),
    Case("train --data one", names: "train-images-idx3-ubyte.gz", "at least two"),
    Case("train --data nan.npy", names: "nan.npy", "0 to 1"),
    Case("train --data text.npy", names: "text.npy"),
  ]

  static let options: [Case] = [
    Case("train --data toy --toy-factors 0", names: "factors", "1 to 64"),
    Case("train --toy-factors 2", names: "--toy-factors", "--data"),
    Case("train --data toy --binarization static", names: "--binarization", "toy"),
    Case("train --estimator vimco", names: "--estimator", "vimco", "two samples"),
    Case("train --estimator arm", names: "--estimator", "arm", "two classes"),
    Case("train --estimator exact", names: "--estimator", "exact"),
    Case("train --estimator reinforce --train-samples 5", names: "--estimator", "vimco"),
    Case("train --estimator reinmax --kl relaxed", names: "--estimator", "gumbel-softmax"),
    Case("train --train-samples 0", names: "--train-samples"),
    Case("train --train-samples 5 --kl analytic", names: "divergence", "discrete"),
    Case("train --prior-temperature 0", names: "--prior-temperature"),
    Case("train --prior concrete --kl sampled", names: "--kl", "relaxed"),
    Case("train --prior normal", names: "--prior", "normal"),
    Case("train --kl exact", names: "--kl", "exact"),
    Case("train --model gan", names: "--model", "gan"),
    Case("train --model sbn --data narrow.npy", names: "height", "even", "sbn"),
    Case("train --model sbn --prior learned", names: "--prior", "--model vae"),
    Case("train --model sbn --labels 20", names: "--labels", "--model semi-supervised"),
    Case("train --labels 20", names: "--labels", "--model semi-supervised"),
    Case("train --marginalize", names: "--marginalize", "--model semi-supervised"),
    Case("train --style 3", names: "--style", "--model semi-supervised"),
    Case("train --model semi-supervised --latents 3", names: "--latents", "--model vae"),
    Case("train --model semi-supervised", names: "labels", "train-labels-idx1-ubyte"),
    Case(
      "train --model semi-supervised --marginalize --estimator reinmax", names: "--marginalize",
      "reinmax"),
    Case(
      "train --model semi-supervised --data labelled --labels 3", names: "--labels is 3", "4 to"),
    Case("train --model semi-supervised --data labelled --labels 37", names: "--labels", "36"),
    Case(
      "train --model semi-supervised --data labelled --labels 9 --classes 3",
      names: "--classes is 3",
      "4"),
    Case(
      "train --model semi-supervised --data labelled --labels 20 --labelled-batch 0",
      names: "--labelled-batch", "0"),
    Case(
      "train --conditional-draws 5 --estimator reinmax", names: "--conditional-draws", "reinmax"),
    Case(
      "train --conditional-draws 0 --estimator gumbel-rao", names: "--conditional-draws", "0"),
    Case("train --classifier-weight nan --model semi-supervised", names: "--classifier-weight"),
    Case("train --label-distortion 4 --model semi-supervised", names: "--label-distortion"),
    Case("train --label-distortion 1", names: "--label-distortion", "semi-supervised"),
    Case("train --style-weight 3:x --model semi-supervised", names: "--style-weight", "3:x"),
    Case("train --style-weight -1 --model semi-supervised", names: "--style-weight", "-1"),
    Case("train --style-weight 2", names: "--style-weight", "semi-supervised"),
    Case("train --classifier-dropout 1 --model semi-supervised", names: "--classifier-dropout"),
    Case("train --classifier-dropout 0.5", names: "--classifier-dropout", "semi-supervised"),
    Case(
      "train --classifier-filters 4,4,4 --model semi-supervised", names: "convolutions", "fewer"),
    Case("train --code signed --classes 3", names: "classes is 3", "power of two"),
    Case("train --code gray", names: "--code", "gray"),
    Case("train --stochastic-layers 0", names: "stochastic layers"),
    Case("train --activation gelu", names: "--activation", "gelu"),
    Case("train --encoder-hidden 5,0", names: "--encoder-hidden", "5,0"),
    Case("train --patience 3", names: "--patience", "--validation"),
    Case("train --evaluate-every 5", names: "--evaluate-every", "--validation"),
    Case("train --validation 20 --patience 0", names: "--patience"),
    Case("train --validation 20 --evaluate-every 0", names: "--evaluate-every"),
    Case("train --validation 180", names: "--validation is 180", "180 training samples"),
    Case("train --validation -1", names: "--validation"),
    Case("train --validation 100 --batch-size 81", names: "--batch-size is 81", "80"),
    Case("train --optimizer lion", names: "--optimizer", "lion"),
    Case("train --momentum 0.9", names: "--momentum", "--optimizer sgd"),
    Case("train --optimizer sgd --momentum 1", names: "--momentum"),
    Case("train --weight-decay -1", names: "--weight-decay"),
    Case("train --temperature 1:0.5:0.01:0", names: "--temperature", "steps"),
    Case("train --learning-rate 1:0.5:0.01:x", names: "--learning-rate", "steps"),
    Case("train --weight-scale 0", names: "--weight-scale"),
    Case("train --classes 1", names: "--classes"),
    Case("train --classes -3", names: "--classes"),
    Case("train --latents 0", names: "--latents"),
    Case("train --latents 9223372036854775807", names: "latents"),
    Case("train --latents 100000000000", names: "--latents", "GiB"),
    Case("train --hidden 100000000000", names: "--hidden", "GiB"),
    Case("train --hidden 9223372036854775807,9223372036854775807", names: "--hidden", "GiB"),
    Case("train --hidden 5,0", names: "5,0"),
    Case("train --hidden 5,,6", names: "5,,6"),
    Case("train --batch-size 181", names: "--batch-size", "180"),
    Case("train --batch-size 0", names: "--batch-size"),
    Case("train --batch-size 9223372036854775807", names: "--batch-size"),
    Case("train --temperature 0", names: "--temperature", "straight-through"),
    Case("train --temperature -1", names: "--temperature"),
    Case("train --temperature nan", names: "--temperature"),
    Case("train --temperature inf", names: "--temperature"),
    Case("train --temperature 1e-50", names: "--temperature"),
    Case("train --temperature 1e50", names: "--temperature"),
    Case("train --temperature warm", names: "--temperature", "warm"),
    Case("train --temperature 1:0:0.1", names: "--temperature"),
    Case("train --temperature 1:0.5", names: "--temperature"),
    Case("train --temperature 1:0.5:nan", names: "--temperature"),
    Case("train --steps -1", names: "--steps"),
    Case("train --steps 9223372036854775808", names: "--steps"),
    Case("train --steps many", names: "--steps", "many"),
    Case("train --epochs -1", names: "--epochs"),
    Case("train --epochs 9223372036854775807", names: "--epochs"),
    Case("train --steps 1 --epochs 1", names: "--steps", "--epochs"),
    Case("train --learning-rate 0", names: "--learning-rate"),
    Case("train --learning-rate nan", names: "--learning-rate"),
    Case("train --learning-rate inf", names: "--learning-rate"),
    Case("train --learning-rate 0.1:-1:5", names: "--learning-rate"),
    Case("train --learning-rate 0.1:0.01:0", names: "--learning-rate"),
    Case("train --learning-rate 1:2", names: "--learning-rate"),
    Case("train --kl-warm-up -1", names: "--kl-warm-up"),
    Case("train --kl-warm-up 5:nan:5", names: "--kl-warm-up"),
    Case("train --kl-warm-up 5:2:0", names: "--kl-warm-up"),
    Case("train --kl-warm-up 5:2", names: "--kl-warm-up"),
    Case("train --clip-norm 0", names: "--clip-norm"),
    Case("train --metrics-interval 0", names: "--metrics-interval"),
    Case("train --seed -1", names: "--seed"),
    Case("train --threads 0", names: "--threads"),
    Case("train --threads 100000", names: "--threads"),
    Case("train --samples 0", names: "--samples"),
    Case("train --checkpoint-interval nan", names: "--checkpoint-interval"),
    Case("train --toy-factors 0 --data toy", names: "toy factors"),
    Case("train --toy-values 17 --data toy", names: "toy values"),
    Case("train --toy-noise 0.5 --data toy", names: "toy flip probability"),
    Case("train --estimator magic", names: "--estimator", "magic"),
    Case("train --binarization grey", names: "--binarization", "grey"),
    Case("train --colour red", names: "--colour"),
    Case("train extra", names: "extra"),
    Case("train --output run", names: "run", "--resume run", "--output"),
    Case("train --output plain-file", names: "plain-file", "--output"),
    Case("train --output plain-file/run", names: "plain-file/run", "--output"),
    Case("train --output ''", names: "--output"),
  ]

  static let folders: [Case] = [
    Case("train --resume none", names: "none"),
    Case("train --resume ''", names: "config.json"),
    Case("train --resume empty", names: "empty", "config.json"),
    Case("train --resume plain-file", names: "plain-file"),
    Case("train --resume no-config", names: "no-config"),
    Case("train --resume bad-config", names: "bad-config/config.json"),
    Case("train --resume batch-zero --epochs 5", names: "--batch-size"),
    Case("train --resume huge", names: "GiB"),
    Case("train --resume bad-header", names: "bad-header/checkpoint.safetensors"),
    Case("train --resume cut-model", names: "cut-model/checkpoint.safetensors"),
    Case("train --resume other-shape", names: "other-shape/checkpoint.safetensors"),
    Case("train --resume run --data narrow.npy", names: "features"),
    Case("train --resume run --data none", names: "none"),
    Case("train --resume run --steps 1", names: "--steps", "3"),
    Case("evaluate", names: "folder"),
    Case("evaluate none", names: "none"),
    Case("evaluate empty", names: "empty"),
    Case("evaluate no-model", names: "no-model"),
    Case("evaluate bad-config", names: "bad-config/config.json"),
    Case("evaluate bad-header", names: "bad-header/model.safetensors"),
    Case("evaluate cut-model", names: "cut-model/model.safetensors"),
    Case("evaluate other-shape", names: "other-shape/model.safetensors"),
    Case("evaluate huge", names: "GiB"),
    Case("evaluate run --samples 0", names: "--samples"),
    Case("evaluate run --samples -5", names: "--samples"),
    Case("evaluate run --threads 0", names: "--threads"),
    Case("evaluate run --data narrow.npy", names: "features"),
    Case("sample none", names: "none"),
    Case("sample no-model", names: "no-model"),
    Case("sample other-shape", names: "other-shape/model.safetensors"),
    Case("sample run --latent 3", names: "--latent", "0 to 2"),
    Case("sample run --latent -1", names: "--latent"),
    Case("sample run --count 0", names: "--count"),
    Case("sample run --output plain-file/x", names: "plain-file/x", "--output"),
    Case("info none", names: "none"),
    Case("info empty", names: "empty"),
    Case("info bad-config", names: "bad-config/config.json"),
    Case("info bad-header", names: "bad-header/model.safetensors"),
    Case("info huge", names: "GiB"),
  ]

  static let comparisons: [Case] = [
    Case("gradients --problem sextic", names: "--problem", "sextic"),
    Case("gradients --latents 0", names: "--latents"),
    Case("gradients --classes 1", names: "--classes"),
    Case("gradients --latents 15 --classes 2", names: "--latents 15", "16384"),
    Case("gradients --latents 9223372036854775807", names: "--latents", "16384"),
    Case("gradients --classes 9223372036854775807", names: "--classes", "16384"),
    Case("gradients --estimators magic", names: "--estimators", "magic", "reinmax"),
    Case("gradients --estimators reinmax,", names: "--estimators"),
    Case("gradients --estimators arm", names: "arm", "--classes 2"),
    Case("gradients --estimators straight-through-argmax", names: "straight-through-argmax"),
    Case("gradients --temperature 0", names: "--temperature"),
    Case("gradients --temperature nan", names: "--temperature"),
    Case("gradients --temperature inf", names: "--temperature"),
    Case("gradients --temperatures 1,0.5", names: "--temperatures", "1,0.5"),
    Case("gradients --temperatures 0,1", names: "--temperatures"),
    Case("gradients --temperatures warm", names: "--temperatures", "warm"),
    Case("gradients --draws 1", names: "--draws"),
    Case("gradients --draws -5", names: "--draws"),
    Case("gradients --threads 0", names: "--threads"),
    Case("gradients --seed -1", names: "--seed"),
    Case("gradients --output ''", names: "--output"),
    Case("gradients --output plain-file/x", names: "plain-file/x", "--output"),
    Case("gradients extra", names: "extra"),
    Case("why --probabilities 1", names: "--probabilities"),
    Case("why --probabilities 0.5,0", names: "--probabilities", "0.5,0"),
    Case("why --probabilities 0.5,-1", names: "--probabilities"),
    Case("why --probabilities 0.5,nan", names: "--probabilities"),
    Case("why --probabilities 0.5,half", names: "--probabilities", "half"),
    Case("why --draws 0", names: "--draws"),
    Case("why --output ''", names: "--output"),
    Case("why --output plain-file", names: "plain-file", "--output"),
    Case("why --seed many", names: "--seed", "many"),
  ]

  static let fixed: [Case] = [
    "--binarization static", "--toy-factors 4", "--toy-values 4", "--toy-noise 0.05",
    "--latents 3", "--classes 4", "--hidden 5", "--estimator gumbel-softmax", "--temperature 1",
    "--batch-size 20", "--learning-rate 0.1", "--kl-warm-up 0", "--clip-norm 1",
    "--metrics-interval 7", "--seed 0", "--output other", "--model sbn", "--code binary",
    "--stochastic-layers 2", "--encoder-hidden none", "--decoder-hidden none", "--activation tanh",
    "--classifier-hidden none", "--prior learned", "--centering", "--style 3", "--validation 20",
    "--labels 20", "--labelled-batch 5", "--label-distortion 1", "--style-weight 2", "--kl sampled",
    "--prior-temperature 1",
    "--train-samples 2", "--conditional-draws 5", "--marginalize", "--classifier-weight 1",
    "--classifier-dropout 0.5", "--classifier-filters 4",
    "--optimizer adamw",
    "--momentum 0.5", "--weight-decay 0", "--evaluate-every 5", "--patience 2",
  ].map { flag in
    Case("train --resume run " + flag, names: String(flag.prefix { $0 != " " }), "--resume")
  }

  /// What the cases of a list are about.
  enum Topic: CaseIterable, Sendable {
    case data, options, folders, comparisons, fixed

    var cases: [Case] {
      switch self {
      case .data: BadInputTests.data
      case .options: BadInputTests.options
      case .folders: BadInputTests.folders
      case .comparisons: BadInputTests.comparisons
      case .fixed: BadInputTests.fixed
      }
    }
  }

  /// The cases of a topic share one workspace: none of them may change a byte in it.
  @Test(arguments: Topic.allCases)
  func `bad input is refused in one line, and nothing changes`(topic: Topic) async throws {
    let work = try await Self.workspace()
    let before = try work.contents()
    for item in topic.cases {
      var arguments = item.arguments
      let needsData = arguments[0] == "train" && !arguments.contains("--resume")
      if needsData, !arguments.contains("--data") { arguments += ["--data", "data.npy"] }
      let result = try await Tool(arguments, in: work.path).finish(seconds: 30)
      let comment: Comment = "\(item.testDescription): \(result.stderr)"
      #expect(result.status != 0 && !result.wasKilled, comment)
      #expect(result.stdout.isEmpty, comment)
      #expect(!result.stderr.contains("Fatal error"), comment)
      let lines = result.stderr.split(separator: "\n")
      // For flags the argument parser adds how to use them.
      let own = lines.filter { line in
        !["Usage: ", "Help:  ", "  See '", "       "].contains { line.hasPrefix($0) }
      }
      #expect(own.count == 1 && own.first?.hasPrefix("Error: ") == true, comment)
      for name in item.names { #expect(own.joined().contains(name), comment) }
    }
    let after = try work.contents()
    #expect(Set(after.keys) == Set(before.keys), "files came or went")
    for (name, data) in before where after[name] != data {
      Issue.record("\(name) was changed")
    }
  }
}
