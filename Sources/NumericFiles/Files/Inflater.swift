internal import CZlib

/// Unpacks gzip or bare deflate data piece by piece into buffers of the caller.
///
/// The caller decides how much memory a result may take, so that a small file cannot fill it.
/// Safe, because the pointer is allocated, kept and freed within the value, which cannot be copied.
@safe
struct Inflater: ~Copyable {
  let path: String
  private let input: [UInt8]
  private var position = 0
  private var hasEnded = false
  private let stream: UnsafeMutablePointer<z_stream>  // zlib keeps its address

  private let isGzip: Bool

  /// Prepares to unpack the whole of some gzip data, or of data without wrapping.
  init(
    _ input: [UInt8], path: String, windowBits: Int32 = gzipWindowBits
  ) throws(FileError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let version = unsafe zlibVersion()
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    let status = unsafe inflateInit2_(stream, windowBits, version, size)
    guard status == Z_OK else {
      unsafe stream.deallocate()
      throw FileError(.inputOutput, path: path, message: "cannot be unpacked: zlib has no memory")
    }
    unsafe self.stream = unsafe stream
    self.input = input
    self.path = path
    isGzip = windowBits == gzipWindowBits
  }

  deinit {
    _ = unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// A number of bytes that the rest cannot exceed.
  ///
  /// Deflate spends two bits at least on 258 bytes; sixteen bytes more may wait inside zlib.
  var mostRemaining: Int {
    let (product, overflow) = (input.count - position + 16).multipliedReportingOverflow(by: 1032)
    return overflow ? .max : product
  }

  /// Fills the buffer as far as the data goes.
  ///
  /// - Returns: The number of bytes written, less than the size of the buffer only at the end of the
  ///   data, whose checksum is then known to be right and behind which nothing follows.
  mutating func read(into output: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    var produced = 0
    while produced < output.count, !hasEnded {
      let offered = min(input.count - position, largestRound)
      let room = min(output.count - produced, largestRound)
      let start = position
      let status = unsafe input.withUnsafeBufferPointer { source in
        // zlib only reads from next_in, which older headers declare without const.
        unsafe stream.pointee.next_in =
          unsafe UnsafeMutablePointer(mutating: source.baseAddress.map { unsafe $0 + start })
        unsafe stream.pointee.avail_in = uInt(offered)
        unsafe stream.pointee.next_out =
          output.baseAddress.map { unsafe ($0 + produced).assumingMemoryBound(to: UInt8.self) }
        unsafe stream.pointee.avail_out = uInt(room)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
      position += unsafe offered - Int(stream.pointee.avail_in)
      produced += unsafe room - Int(stream.pointee.avail_out)
      switch status {
      case Z_OK: continue
      case Z_STREAM_END: try beginNextMember()
      case Z_BUF_ERROR:
        throw FileError(
          .truncated, path: path, message: "ends in the middle; it was cut short, fetch it again")
      case Z_MEM_ERROR:
        throw FileError(.inputOutput, path: path, message: "cannot be unpacked: zlib has no memory")
      default:
        throw FileError(
          .malformed, path: path, message: "is not validly packed; it is damaged, fetch it again")
      }
    }
    return produced
  }

  /// At the end of a member: either the end of the data, or the magic bytes of another member.
  private mutating func beginNextMember() throws(FileError) {
    guard position < input.count else {
      hasEnded = true
      return
    }
    guard isGzip, input[position...].starts(with: gzipMagic) else {
      throw FileError(
        .trailingBytes, path: path,
        message: "goes on for \(input.count - position) bytes after its packed data; fetch it again"
      )
    }
    _ = unsafe inflateReset(stream)
  }
}
