public import LinearAlgebra

/// A convolution of images with learned filters, without padding.
///
/// With the kernel's width `k` and the stride `s`:
///
///     y[o, i, j] = b[o] + Σ_{u, v < k} Σ_c W[o, (u, v, c)] x[c, s i + u, s j + v]
///
/// that is a linear map, the same for every patch of the image: patches are laid beside each other, and
/// one product does them all. Inputs and outputs have the order of ``ImageSize``. The parameters are named
/// `"weight"`, `filters × k² · channels`, and `"bias"`.
///
/// > Reference: LeCun et al. (1989), Backpropagation applied to handwritten zip code recognition.
public struct Convolution<Scalar: RealScalar>: Layer, Equatable {
  /// The patches of a batch, `k² · channels × positions · samples`.
  public struct Context: Sendable {
    let patches: Matrix<Scalar>
  }

  /// The size of what is taken.
  public let input: ImageSize
  /// The size of what is returned; its channels are the filters.
  public let output: ImageSize
  /// The width of the square kernel.
  public let kernel: Int
  /// The step from one patch to the next, in pixels.
  public let stride: Int

  /// The map of one patch.
  var map: Linear<Scalar>

  /// Creates a layer with random filters and a bias of zero.
  ///
  /// - Parameters:
  ///   - input: The size of the images.
  ///   - filters: The number of channels of the output.
  ///   - kernel: The width of the square kernel.
  ///   - stride: The step from one patch to the next, in pixels.
  ///   - initialization: The distribution of the filters, whose inputs are those of one patch.
  ///   - generator: The source of random bits.
  /// - Precondition: A kernel fits into the image; filters and stride are positive.
  public init(
    input: ImageSize, filters: Int, kernel: Int, stride: Int = 1,
    initialization: Initialization = .heNormal, using generator: inout some RandomNumberGenerator
  ) {
    precondition(
      1...min(input.height, input.width) ~= kernel,
      "a kernel of \(kernel)×\(kernel) does not fit into \(input.height)×\(input.width) pixels")
    precondition(stride > 0, "the stride \(stride) is not positive")
    self.input = input
    output = ImageSize(
      height: (input.height - kernel) / stride + 1, width: (input.width - kernel) / stride + 1,
      channels: filters)
    self.kernel = kernel
    self.stride = stride
    map = Linear(
      inputs: kernel * kernel * input.channels, outputs: filters, initialization: initialization,
      using: &generator)
  }

  /// The filters, `filters × k² · channels`.
  public var weight: Matrix<Scalar> { map.weight }
  /// The bias of each filter, `filters × 1`.
  public var bias: Matrix<Scalar> { map.bias }

  /// Visits `"weight"`, then `"bias"`.
  public mutating func visit(
    _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    try map.visit(path, body)
  }

  /// Visits both weights, then both biases.
  public mutating func visit(
    with other: Self,
    _ body: (_ parameter: inout Matrix<Scalar>, _ other: Matrix<Scalar>) throws -> Void
  ) rethrows {
    try map.visit(with: other.map, body)
  }
}

extension Convolution {
  /// Computes the images of all filters; the context is the patches.
  ///
  /// - Precondition: `images` has as many rows as ``input`` has features.
  public func forward(_ images: Matrix<Scalar>) -> (output: Matrix<Scalar>, context: Context) {
    output(of: images, through: nil)
  }

  /// Goes back to filters, biases and images.
  ///
  /// - Precondition: `cotangent` has the shape of the output.
  public func backward(
    _ cotangent: Matrix<Scalar>, _ context: Context, into gradient: inout Self
  ) -> Matrix<Scalar> {
    let cotangent = flat(cotangent, context)
    gradient.map.bias.addRowSums(of: cotangent)
    accumulateWeightGradient(cotangent, context, into: &gradient)
    return inputCotangent(cotangent)
  }

  /// Goes back to filters and biases alone.
  ///
  /// - Precondition: `cotangent` has the shape of the output.
  public func accumulateGradient(
    _ cotangent: Matrix<Scalar>, _ context: Context, into gradient: inout Self
  ) {
    map.accumulateGradient(flat(cotangent, context), context.patches, into: &gradient.map)
  }
}

// The passes with a nonlinearity behind the convolution.
extension Convolution {
  func output(
    of images: Matrix<Scalar>, through activation: Activation?
  ) -> (output: Matrix<Scalar>, context: Context) {
    let patches = patches(of: images)
    var workspace = PassWorkspace<Scalar>()
    let responses = map.output(of: patches, through: activation, &workspace)
    return (
      responses.reshaped(rows: output.features, columns: images.columns), Context(patches: patches)
    )
  }

  /// Goes back through nonlinearity and bias; the result is that by the responses of all patches.
  func pullBack(
    _ cotangent: consuming Matrix<Scalar>, through activation: Activation,
    output: Matrix<Scalar>, _ context: Context, into gradient: inout Self
  ) -> Matrix<Scalar> {
    var cotangent = flat(cotangent, context)
    map.pullBack(
      &cotangent, through: activation,
      output: output.reshaped(rows: self.output.channels, columns: context.patches.columns),
      into: &gradient.map)
    return cotangent
  }

  /// Adds the derivative by the filters.
  func accumulateWeightGradient(
    _ responses: Matrix<Scalar>, _ context: Context, into gradient: inout Self
  ) {
    var workspace = PassWorkspace<Scalar>()
    map.accumulateWeightGradient(responses, context.patches, into: &gradient.map, &workspace)
  }

  /// Returns the derivative by the images.
  func inputCotangent(_ responses: Matrix<Scalar>) -> Matrix<Scalar> {
    var workspace = PassWorkspace<Scalar>()
    return images(summing: map.inputCotangent(responses, &workspace))
  }

  /// The same numbers with a column for each patch.
  func flat(_ cotangent: Matrix<Scalar>, _ context: Context) -> Matrix<Scalar> {
    checkCotangent(
      cotangent.shape,
      Shape(
        rows: output.features,
        columns: context.patches.columns / (output.height * output.width)))
    return cotangent.reshaped(rows: output.channels, columns: context.patches.columns)
  }
}

extension Convolution {
  /// Lays the patches of all images beside each other.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func patches(of images: Matrix<Scalar>) -> Matrix<Scalar> {
    precondition(
      images.rows == input.features,
      "images of \(input.height)×\(input.width)×\(input.channels) have \(input.features) features, "
        + "not \(images.rows)")
    var patches = Matrix<Scalar>(
      rows: map.inputs, columns: output.height * output.width * images.columns)
    let source = images.elements
    var target = patches.mutableElements
    forEachRun(images.columns) { image, patch, count in
      for i in 0..<count { target[patch + i] = source[image + i] }
    }
    return patches
  }

  /// Adds what patches hold to the pixels that they were taken from.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func images(summing patches: Matrix<Scalar>) -> Matrix<Scalar> {
    let columns = patches.columns / (output.height * output.width)
    var images = Matrix<Scalar>(rows: input.features, columns: columns)
    let source = patches.elements
    var target = images.mutableElements
    forEachRun(columns) { image, patch, count in
      for i in 0..<count { target[image + i] += source[patch + i] }
    }
    return images
  }

  /// Visits the rows of pixels of all patches: where each starts in the images and in the patches.
  @inline(__always)
  private func forEachRun(
    _ samples: Int, _ body: (_ image: Int, _ patch: Int, _ count: Int) -> Void
  ) {
    let (row, run) = (input.width * input.channels, kernel * input.channels)
    var patch = 0
    for sample in 0..<samples {
      for i in 0..<output.height {
        for j in 0..<output.width {
          let corner = sample * input.features + stride * (i * row + j * input.channels)
          for u in 0..<kernel {
            body(corner + u * row, patch, run)
            patch += run
          }
        }
      }
    }
  }
}
