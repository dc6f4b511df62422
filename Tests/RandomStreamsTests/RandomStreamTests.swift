import RandomStreams
import Testing

@Suite struct RandomStreamTests {
  @Test func `next gives the words of Philox in order`() {
    // Random123's known answer for counter and key zero.
    var stream = RandomStream(seed: 0)
    #expect(stream.next() == 0xe169_c58d_6627_e8d5)
    #expect(stream.next() == 0x9b00_dbd8_bc57_ac4c)
    #expect(stream.position == 4)
  }

  @Test func `generic code draws what the stream draws`() {
    func draw(_ generator: inout some RandomNumberGenerator) -> [Float] {
      var values = [Float](repeating: 0, count: 5)
      var span = values.mutableSpan
      generator.fillGumbel(&span)
      return values
    }
    var stream = RandomStream(seed: 1)
    var twin = stream
    var values = [Float](repeating: 0, count: 5)
    var span = values.mutableSpan
    twin.fillGumbel(&span)
    #expect(draw(&stream) == values)
    #expect(stream == twin)
  }
}
