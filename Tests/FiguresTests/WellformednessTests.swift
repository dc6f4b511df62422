import Testing

@Suite struct WellformednessTests {
  @Test(arguments: [
    "<a><b/></a>", "<!DOCTYPE html><p x=\"1\" y=\"&lt;\">&amp;</p>", "<meta a=\"b\">",
  ])
  func `sound markup passes`(text: String) {
    #expect(fault(inMarkup: text) == nil)
  }

  @Test(
    arguments: [
      "<a>", "</a>", "<a></b>", "<a", "<a b></a>", "<a b=c></a>", "<a b=\"c></a>", "a & b",
      "<a b=\"&\"></a>", "<a b=\"1\" b=\"2\"></a>",
    ])
  func `faults are found`(text: String) {
    #expect(fault(inMarkup: text) != nil)
  }
}
