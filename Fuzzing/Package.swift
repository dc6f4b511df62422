// swift-tools-version: 6.3

import PackageDescription

// One libFuzzer target per reader; a package of its own, so that clients never build it. See README.md.
let readers = ["NPY", "NPZ", "MatrixMarket", "CSV", "TensorFile", "IDX", "Gzip"]

let package = Package(
  name: "Fuzzing",
  products: readers.map { .executable(name: "Fuzz\($0)", targets: ["Fuzz\($0)"]) },
  dependencies: [
    .package(name: "swift-gumbel", path: ".."),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
  ],
  targets: readers.map {
    .executableTarget(
      name: "Fuzz\($0)",
      dependencies: [
        .product(name: "LinearAlgebra", package: "swift-gumbel"),
        .product(name: "NumericFiles", package: "swift-gumbel"),
        .product(name: "ComplexModule", package: "swift-numerics"),
      ])
  },
  swiftLanguageModes: [.v6]
)
