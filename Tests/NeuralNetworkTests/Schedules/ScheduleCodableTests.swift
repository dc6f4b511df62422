import NeuralNetwork
import Testing

import struct Foundation.Data
import class Foundation.JSONDecoder
import class Foundation.JSONEncoder

@Suite struct ScheduleCodableTests {
  /// Schedules with the JSON that a person would write, in alphabetical order.
  static let examples: [(schedule: Schedule, json: String)] = [
    (.constant(0.25), #"{"kind":"constant","value":0.25}"#),
    (
      .exponential(initial: 1, rate: 0.5, floor: 0.125, interval: 1000),
      #"{"floor":0.125,"initial":1,"interval":1000,"kind":"exponential","rate":0.5}"#
    ),
    (.linear(from: 0, to: 1, steps: 10), #"{"from":0,"kind":"linear","steps":10,"to":1}"#),
    (
      .cosine(from: 1, to: 0.0625, steps: 150_000),
      #"{"from":1,"kind":"cosine","steps":150000,"to":0.0625}"#
    ),
    (
      .warmUp(steps: 5, then: .constant(2)),
      #"{"kind":"warm-up","steps":5,"then":{"kind":"constant","value":2}}"#
    ),
  ]

  private func read(_ json: String) throws -> Schedule {
    try JSONDecoder().decode(Schedule.self, from: Data(json.utf8))
  }

  @Test(arguments: 0..<examples.count)
  func `a schedule is written as readable JSON and read back`(index: Int) throws {
    let (schedule, json) = Self.examples[index]
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(schedule), as: UTF8.self) == json)
    #expect(try read(json) == schedule)
  }

  @Test func `floor and interval may be left out`() throws {
    #expect(
      try read(#"{"kind":"exponential","initial":1,"rate":0.5}"#)
        == .exponential(initial: 1, rate: 0.5))
  }

  @Test(arguments: [
    (#"{"kind":"constant","value":-1}"#, "value"),
    (#"{"kind":"exponential","initial":-1,"rate":1}"#, "initial"),
    (#"{"kind":"exponential","initial":1,"rate":-1}"#, "rate"),
    (#"{"kind":"exponential","initial":1,"rate":1,"floor":-1}"#, "floor"),
    (#"{"kind":"exponential","initial":1,"rate":1,"interval":0}"#, "interval"),
    (#"{"kind":"linear","from":-1,"to":1,"steps":1}"#, "from"),
    (#"{"kind":"cosine","from":1,"to":-1,"steps":1}"#, "to"),
    (#"{"kind":"linear","from":1,"to":1,"steps":0}"#, "steps"),
    (#"{"kind":"warm-up","steps":-1,"then":{"kind":"constant","value":2}}"#, "steps"),
    (#"{"kind":"warm-up","steps":1,"then":{"kind":"constant","value":-2}}"#, "then.value"),
  ])
  func `a number out of range is refused with its place`(json: String, place: String) throws {
    let error = #expect(throws: HyperparameterError.self) { try read(json) }
    #expect(error?.name == place)
  }

  @Test(arguments: ["NaN", "Infinity"])
  func `numbers that are not finite are refused`(value: String) throws {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    let json = #"{"kind":"constant","value":"\#(value)"}"#
    let error = #expect(throws: HyperparameterError.self) {
      try decoder.decode(Schedule.self, from: Data(json.utf8))
    }
    #expect(error?.description.hasSuffix("has to be finite and not negative") == true)
  }

  @Test(arguments: [
    #"{"kind":"sinus","value":1}"#, #"{"value":1}"#, #"{"kind":"constant"}"#,
    #"{"kind":"linear","from":1,"to":1}"#, #"{"kind":"constant","value":1,"floor":0}"#,
    #"{"kind":"exponential","initial":1,"rate":1,"flor":0.5}"#,
    #"{"kind":"linear","from":1,"to":1,"steps":1.5}"#, "3", "[]",
  ])
  func `unknown kinds, missing and misspelled labels are refused`(json: String) {
    #expect(throws: DecodingError.self) { try read(json) }
  }
}
