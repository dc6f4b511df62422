/// A page about an experiment: one file without scripts, links or fonts from elsewhere.
///
///     var report = HTMLReport(title: "Digits from ten categories", subtitle: "Seed 1, 20 epochs")
///     report.highlights = [.init("Negative ELBO", "97.4 nats")]
///     report.sections.append(
///       .init("Training", "One epoch is 600 steps.", blocks: [.figures([.init(chart)])]))
///     try AtomicFile.write(report.html(), to: "runs/report.html")
///
/// The page follows the reader's choice of light or dark and fits narrow and wide windows. All text is
/// escaped.
public struct HTMLReport: Sendable, Hashable {
  /// A name and what is known about it.
  public struct Fact: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value, in the words of the reader.
    public var value: String

    /// Makes a fact.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A table of text; columns of numbers are aligned to the right.
  public struct Table: Sendable, Hashable {
    /// The names of the columns.
    public var header: [String]
    /// The cells, row after row; missing ones are left empty.
    public var rows: [[String]]
    /// What the table shows, below it.
    public var caption: String

    /// Makes a table.
    public init(header: [String], rows: [[String]], caption: String = "") {
      self.header = header
      self.rows = rows
      self.caption = caption
    }
  }

  /// A piece of a section.
  public enum Block: Sendable, Hashable {
    /// A paragraph.
    case text(String)
    /// Charts and pictures, as many side by side as the window is wide.
    case figures([Figure])
    /// Names and values, such as the settings of a run.
    case facts([Fact])
    /// A table.
    case table(Table)
    /// Text in a monospaced font, such as a command.
    case code(String)
  }

  /// A heading and what stands below it.
  public struct Section: Sendable, Hashable {
    /// The heading.
    public var title: String
    /// A sentence or two below the heading; none if empty.
    public var caption: String
    /// The content.
    public var blocks: [Block]

    /// Makes a section.
    public init(_ title: String, _ caption: String = "", blocks: [Block] = []) {
      self.title = title
      self.caption = caption
      self.blocks = blocks
    }
  }

  /// The heading of the page.
  public var title: String
  /// A line below the heading; none if empty.
  public var subtitle: String
  /// The few numbers that matter most, in large type.
  public var highlights: [Fact] = []
  /// The content.
  public var sections: [Section] = []
  /// A line at the end, for instance which command made the page; none if empty.
  public var footer = ""

  /// Makes a page without content.
  public init(title: String, subtitle: String = "") {
    self.title = title
    self.subtitle = subtitle
  }
}
