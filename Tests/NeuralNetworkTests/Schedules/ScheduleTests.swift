import NeuralNetwork
import RealModule
import TestSupport
import Testing

@Suite struct ScheduleTests {
  @Test(arguments: [0, 1, 1000, Int.max])
  func `a constant is constant`(step: Int) {
    #expect(Schedule.constant(0.3).value(at: step) == 0.3)
  }

  @Test(arguments: [0, 1, 499, 500, 501, 12_345, 99_999, 1_000_000])
  func `exponential decay is held between updates and ends at its floor`(step: Int) {
    let schedule = Schedule.exponential(initial: 1, rate: 1e-5, floor: 0.5, interval: 500)
    let held = Double(step - step % 500)
    let expected = max(0.5, Double.exp(-1e-5 * held))
    expectClose(schedule.value(at: step), expected, within: 1e-15)
  }

  @Test func `exponential decay without floor tends to zero`() {
    let schedule = Schedule.exponential(initial: 2, rate: 0.01)
    #expect(schedule.value(at: 0) == 2)
    expectClose(schedule.value(at: 7), 2 * Double.exp(-0.07), within: 1e-15)
    #expect(schedule.value(at: Int.max) == 0)
    #expect(Schedule.exponential(initial: 2, rate: 0).value(at: Int.max) == 2)
    #expect(Schedule.exponential(initial: 0.1, rate: 1, floor: 0.5).value(at: 0) == 0.5)
  }

  @Test(arguments: [0, 1, 33, 99, 100, 101, Int.max])
  func `a line goes from its start to its end and stays there`(step: Int) {
    let part = min(1, Double(step) / 100)
    expectClose(
      Schedule.linear(from: 0, to: 1, steps: 100).value(at: step), part, within: 1e-15)
    expectClose(
      Schedule.linear(from: 3, to: 0.5, steps: 100).value(at: step), 3 - 2.5 * part,
      within: 1e-15)
  }

  @Test(arguments: [0, 1, 25, 50, 99, 100, 101, Int.max])
  func `a cosine goes from its start to its end and stays there`(step: Int) {
    let part = min(1, Double(step) / 100)
    let expected = 0.0625 + 0.9375 * (1 + Double.cos(.pi * part)) / 2
    let schedule = Schedule.cosine(from: 1, to: 0.0625, steps: 100)
    expectClose(schedule.value(at: step), expected, within: 1e-15)
  }

  @Test func `ends are exact`() {
    for schedule in [
      Schedule.linear(from: 0.1, to: 0.7, steps: 3), .cosine(from: 0.1, to: 0.7, steps: 3),
    ] {
      #expect(schedule.value(at: 0) == 0.1)
      #expect(schedule.value(at: 3) == 0.7)
    }
  }

  @Test func `a warm-up climbs to the start of the schedule behind it`() {
    let then = Schedule.exponential(initial: 0.8, rate: 0.1)
    let schedule = Schedule.warmUp(steps: 4, then: then)
    for step in 0..<4 {
      expectClose(schedule.value(at: step), 0.8 * Double(step + 1) / 5, within: 1e-15)
    }
    for step in 4..<20 { #expect(schedule.value(at: step) == then.value(at: step - 4)) }
    #expect(schedule.value(at: Int.max) == 0)
    #expect(Schedule.warmUp(steps: 0, then: then).value(at: 0) == 0.8)
    #expect(Schedule.warmUp(steps: .max, then: then).value(at: 0) > 0)
  }

  @Test func `senseless schedules trap and say why`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Schedule.constant(-1) }
    expectMessage(result, "value is -1.0, but has to be finite and not negative")
    await #expect(processExitsWith: .failure) {
      _ = Schedule.exponential(initial: 1, rate: .nan)
    }
    await #expect(processExitsWith: .failure) {
      _ = Schedule.exponential(initial: 1, rate: 1, interval: 0)
    }
    await #expect(processExitsWith: .failure) { _ = Schedule.linear(from: 0, to: 1, steps: 0) }
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1).value(at: -1) }
  }
}
