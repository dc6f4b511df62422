// swift-tools-version: 6.3

import PackageDescription

let package = Package(
  name: "PrincipalComponents",
  dependencies: [
    // Elsewhere: .package(url: "https://…/swift-gumbel", from: "1.0.0")
    .package(name: "swift-gumbel", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "principal-components",
      dependencies: [.product(name: "LinearAlgebra", package: "swift-gumbel")])
  ]
)
