import ComplexModule
import LinearAlgebra
import NumericFiles
import RealModule
import Testing

@Suite struct NumberArrayTests {
  @Test func `values are exact, rounded or nil`() {
    #expect(NumberArray.double([0.1, .infinity]).values(as: Float.self) == [0.1, .infinity])
    #expect(NumberArray.int16([-3]).values() == [-3] as [Float])
    #expect(NumberArray.bool([true, false]).values() == [1, 0] as [Complex<Float>])
    #expect(NumberArray.int32([16_777_216]).values() == [0x1p24] as [Float])
    #expect(NumberArray.int32([16_777_217]).values(as: Float.self) == nil)
    #expect(NumberArray.int32([16_777_217]).values() == [16_777_217] as [Double])
    #expect(NumberArray.int64([.min]).values() == [-0x1p63] as [Double])
    #expect(NumberArray.int64([.max]).values(as: Double.self) == nil)
    #expect(NumberArray.uint64([.max]).values(as: Complex<Double>.self) == nil)
    #expect(
      NumberArray.complexFloat([Complex(1, 2)]).values() == [Complex(1, 2)] as [Complex<Double>])
    #expect(
      NumberArray.complexDouble([Complex(0.1, 2)]).values() == [Complex(0.1, 2)] as [Complex<Float>]
    )
    #expect(NumberArray.complexDouble([Complex(1, 0)]).values(as: Double.self) == nil)
  }

  @Test func `floats and doubles round integers to nearest`() {
    #expect(NumberArray.int64([1 << 53 + 1, 3]).doubles == [0x1p53, 3])
    #expect(NumberArray.uint64([.max]).floats == [0x1p64])
    #expect(NumberArray.uint32([16_777_219]).floats == [16_777_220])
    #expect(NumberArray.complexFloat([]).doubles == nil)
  }

  @Test func `labels are integers, however they were saved`() {
    #expect(NumberArray.double([3, -1]).integers() == [3, -1] as [Int])
    #expect(NumberArray.double([3.5]).integers(as: Int.self) == nil)
    #expect(NumberArray.float([.nan]).integers(as: Int.self) == nil)
    #expect(NumberArray.float([0x1p63]).integers(as: Int.self) == nil)
    #expect(NumberArray.int64([-1]).integers(as: UInt8.self) == nil)
    #expect(NumberArray.uint64([.max]).integers() == [.max] as [UInt64])
    #expect(NumberArray.bool([true]).integers() == [1] as [Int8])
    #expect(NumberArray.complexFloat([1]).integers(as: Int.self) == nil)
  }

  @Test func `every type knows its size and name`() {
    #expect(NumberType.allCases.map(\.byteCount) == [1, 1, 2, 4, 8, 1, 2, 4, 8, 2, 2, 4, 8, 8, 16])
    #expect(NumberType.allCases.filter(\.isComplex) == [.complex64, .complex128])
    #expect(NumberArray.uint16([1, 2]).count == 2)
    #expect(NumberArray.uint16([]).type == .uint16)
  }
}
