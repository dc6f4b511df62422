#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Repeats a system call while signals interrupt it.
func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}

/// Reads some bytes: how many, 0 at the end of the file, or -1 with `errno` set.
func readOnce(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  retrying { unsafe read(descriptor, buffer.baseAddress, buffer.count) }
}

/// Writes some bytes: how many, or -1 with `errno` set.
func writeOnce(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
  retrying { unsafe write(descriptor, buffer.baseAddress, buffer.count) }
}
