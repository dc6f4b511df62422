// swift-tools-version: 6.0

import Foundation
import PackageDescription

// A package as a user writes it: a dependency by URL and version, no flags. CLIENT_OF is the URL.
let package = Package(
  name: "client",
  dependencies: [
    .package(
      url: ProcessInfo.processInfo.environment["CLIENT_OF"]
        ?? "https://github.com/swift-gumbel/swift-gumbel", from: "999.0.0")
  ],
  targets: [
    .executableTarget(
      name: "client", dependencies: [.product(name: "LinearAlgebra", package: "swift-gumbel")])
  ]
)
