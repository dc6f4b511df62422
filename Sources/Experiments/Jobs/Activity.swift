/// A run that was started.
protocol Activity: AnyObject {
  /// Whether it still runs.
  var isRunning: Bool { get }
  /// How far it is.
  var progress: JobProgress { get }
  /// What became of it, once it runs no more.
  func outcome() -> JobState
  /// Asks it to save and to end.
  func stop()
}
