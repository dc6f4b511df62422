// swift-tools-version: 6.3

import PackageDescription

// A package of its own, so that clients of swift-gumbel never resolve or build it.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "swift-gumbel", path: "..")],
  targets: [
    .target(
      name: "CRaw",
      linkerSettings: [.linkedLibrary("openblas"), .linkedLibrary("lapacke")]),
    .executableTarget(
      name: "matrix-benchmark",
      dependencies: ["CRaw", .product(name: "LinearAlgebra", package: "swift-gumbel")]),
  ],
  swiftLanguageModes: [.v6]
)
