// swift-tools-version: 6.3

import PackageDescription

let package = Package(
  name: "swift-gumbel",
  products: [
    .library(name: "LinearAlgebra", targets: ["LinearAlgebra"]),
    .library(name: "LinearAlgebraTesting", targets: ["LinearAlgebraTesting"]),
    .library(name: "RandomStreams", targets: ["RandomStreams"]),
    .library(name: "Categorical", targets: ["Categorical"]),
    .library(name: "NeuralNetwork", targets: ["NeuralNetwork"]),
    .library(name: "LatentModels", targets: ["LatentModels"]),
    .library(name: "NumericFiles", targets: ["NumericFiles"]),
    .library(name: "Training", targets: ["Training"]),
    .library(name: "Figures", targets: ["Figures"]),
    .library(name: "Experiments", targets: ["Experiments"]),
    .executable(name: "gumbel", targets: ["gumbel"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
  ],
  targets: [
    // Libraries of the system.
    .systemLibrary(
      name: "COpenBLAS", path: "Modules/COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .yum(["openblas-devel"]), .brew(["openblas"])]),
    .systemLibrary(
      name: "CLAPACKE", path: "Modules/CLAPACKE", pkgConfig: "lapacke",
      providers: [.apt(["liblapacke-dev"]), .yum(["lapack-devel"]), .brew(["lapack"])]),
    .systemLibrary(
      name: "CZlib", path: "Modules/CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .yum(["zlib-devel"]), .brew(["zlib"])]),

    // Kernels and the matrix layer.
    .target(
      name: "CKernels",
      cSettings: [.enableWarning("all"), .enableWarning("extra"), .enableWarning("conversion")]),
    .target(name: "CLinearAlgebra", dependencies: ["COpenBLAS", "CLAPACKE"]),
    .target(
      name: "LinearAlgebra",
      dependencies: [
        "CLinearAlgebra", "COpenBLAS", "CLAPACKE",
        .product(name: "RealModule", package: "swift-numerics"),
        .product(name: "ComplexModule", package: "swift-numerics"),
      ],
      swiftSettings: [.enableExperimentalFeature("Lifetimes")]),
    .target(
      name: "LinearAlgebraTesting",
      dependencies: [
        "LinearAlgebra", .product(name: "RealModule", package: "swift-numerics"),
        .product(name: "ComplexModule", package: "swift-numerics"),
      ]),
    .target(
      name: "NumericFiles",
      dependencies: [
        "LinearAlgebra", "CZlib", .product(name: "ComplexModule", package: "swift-numerics"),
        .product(name: "RealModule", package: "swift-numerics"),
      ]),

    // Random streams, the categorical layer and the networks around it.
    .target(name: "RandomStreams", dependencies: ["CKernels"]),
    .target(
      name: "Categorical",
      dependencies: [
        "CKernels", "LinearAlgebra", "RandomStreams",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(
      name: "NeuralNetwork",
      dependencies: [
        "CKernels", "LinearAlgebra", "RandomStreams",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(
      name: "LatentModels",
      dependencies: [
        "Categorical", "LinearAlgebra", "NeuralNetwork", "RandomStreams",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),

    // Training, pictures and the tool.
    .target(name: "CAllocations"),
    .target(
      name: "Training",
      dependencies: [
        "Categorical", "LatentModels", "LinearAlgebra", "NeuralNetwork", "NumericFiles",
        "RandomStreams",
      ]),
    .target(name: "Figures", dependencies: ["CZlib"]),
    .target(
      name: "Experiments",
      dependencies: [
        "Categorical", "CKernels", "Figures", "LinearAlgebra", "NeuralNetwork", "NumericFiles",
        "RandomStreams", "Training", .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .executableTarget(
      name: "gumbel",
      dependencies: [
        "CAllocations", "CKernels", "COpenBLAS", "Categorical", "Experiments", "Figures",
        "LatentModels", "LinearAlgebra", "NeuralNetwork", "NumericFiles", "RandomStreams",
        "Training",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tests.
    .target(
      name: "TestSupport",
      dependencies: ["LinearAlgebra", "NeuralNetwork", "RandomStreams"], path: "Tests/TestSupport"),
    .testTarget(name: "CKernelsTests", dependencies: ["CKernels"]),
    .testTarget(
      name: "LinearAlgebraTests",
      dependencies: [
        "LinearAlgebra", "LinearAlgebraTesting", "RandomStreams",
        .product(name: "ComplexModule", package: "swift-numerics"),
      ],
      swiftSettings: [.enableExperimentalFeature("Lifetimes")]),
    .testTarget(name: "RandomStreamsTests", dependencies: ["RandomStreams"]),
    .testTarget(
      name: "CategoricalTests",
      dependencies: ["Categorical", "LinearAlgebra", "RandomStreams", "TestSupport"]),
    .testTarget(
      name: "NeuralNetworkTests",
      dependencies: ["LinearAlgebra", "NeuralNetwork", "RandomStreams", "TestSupport"]),
    .testTarget(
      name: "LatentModelsTests",
      dependencies: [
        "Categorical", "LatentModels", "LinearAlgebra", "NeuralNetwork", "RandomStreams",
        "TestSupport",
      ]),
    .testTarget(
      name: "NumericFilesTests",
      dependencies: [
        "LinearAlgebra", "NumericFiles", .product(name: "ComplexModule", package: "swift-numerics"),
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .testTarget(name: "FiguresTests", dependencies: ["Figures"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Categorical", "LatentModels", "LinearAlgebra", "NeuralNetwork", "NumericFiles",
        "RandomStreams", "Training",
      ]),
    .testTarget(name: "ExperimentsTests", dependencies: ["Experiments"]),
    .testTarget(
      name: "ToolTests", dependencies: ["gumbel", "NumericFiles"], exclude: ["Snapshots"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where [.regular, .executable, .test].contains(target.type) {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),  // SE-0335
      .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
      .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
      .strictMemorySafety(),  // SE-0458
    ]
}
