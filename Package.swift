// swift-tools-version: 6.1
import PackageDescription

// The processor that the kernels are compiled for. Without a wide target, a SIMD16 multiply-add
// becomes sixteen calls of a scalar fused multiply-add: the same bits, at a ruinous speed.
// `RECTIFY_CPU=x86-64-v3` or `x86-64-v4` builds for another machine; the bits stay the same.
let processor = Context.environment["RECTIFY_CPU"] ?? "native"
#if arch(x86_64)
  let kernelSettings: [SwiftSetting] = [
    // Without errno a square root is one instruction, with the same bits.
    .unsafeFlags(["-Xcc", "-march=\(processor)", "-Xcc", "-fno-math-errno"])
  ]
  let processorSettings: [CSetting] = [.unsafeFlags(["-march=\(processor)"])]
#else
  let kernelSettings: [SwiftSetting] = []
  let processorSettings: [CSetting] = []
#endif

// Modules that put text together, and tests whose time goes into what they test: compiled in a fifth of the
// time, and as fast as before to within a tenth.
let unoptimised: [SwiftSetting] = [.unsafeFlags(["-Onone"])]

// The fuzzer is built by `make fuzz` alone, which says where libFuzzer is: every part of it has to be
// built with sanitizers, and libFuzzer comes with the toolchain.
let fuzzing: [Target] =
  Context.environment["RECTIFY_FUZZ"].map { library in
    [
      .executableTarget(
        name: "RectifyFuzz", dependencies: ["FuzzedReaders"], path: "Tests/RectifyFuzz",
        exclude: ["fuzz.sh"],
        linkerSettings: [.unsafeFlags(["-Xlinker", library]), .linkedLibrary("stdc++")])
    ]
  } ?? []

let package = Package(
  name: "Rectify",
  products: [
    .executable(name: "rectify", targets: ["rectify"]),
    .executable(name: "rectify-bench", targets: ["RectifyBench"]),
    .executable(name: "rectify-timing-study", targets: ["RectifyTimingStudy"]),
    .executable(name: "rectify-decisions", targets: ["RectifyDecisions"]),
    .executable(name: "rectify-bits", targets: ["RectifyBits"]),
  ],
  dependencies: [
    // Pinned here instead of in a Package.resolved, whose commit hashes differ on a mirror with a
    // rewritten history and would stop a build from it.
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // The system libraries, each behind one module map or one small bridge.
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
    .systemLibrary(
      name: "CFontconfig", pkgConfig: "fontconfig", providers: [.apt(["libfontconfig1-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .target(name: "PNGBridge", dependencies: ["CPNG"]),
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .target(name: "CProcessor", cSettings: processorSettings),

    // What the system grants this process: processors, memory, other processes, standard streams.
    .target(name: "SystemResources", dependencies: ["CProcessor"]),

    // Text to standard output, standard errors and a terminal.
    .target(name: "TextOutput"),

    // What the paper names and says, as types: imported by all that speaks of it.
    .target(name: "Paper", dependencies: ["Kernels"]),

    // The engine.
    .target(
      name: "Kernels", dependencies: ["CProcessor"],
      swiftSettings: kernelSettings),
    .target(name: "Randomness"),
    .target(name: "Networks", dependencies: ["Kernels", "Randomness", "SystemResources"]),

    // Paths as people type them, and files as bytes.
    .target(name: "Files"),

    // SHA-256, by which data, records and figures are known.
    .target(name: "Digests", dependencies: ["CCrypto"]),

    // The experiments.
    .target(
      name: "Datasets",
      dependencies: [
        "Digests", "TextOutput", "Randomness", "SystemResources", "CZlib", "PNGBridge",
      ],
      exclude: ["Known/make_digits.py"]),
    .target(
      name: "Experiments",
      dependencies: [
        "Networks", "Datasets", "Digests", "Files", "Paper", "SystemResources", "Yams",
      ],
      resources: [
        .embedInCode("Presets/smoke.yaml"),
        .embedInCode("Presets/quick.yaml"),
        .embedInCode("Presets/standard.yaml"),
        .embedInCode("Presets/full.yaml"),
        .embedInCode("Presets/paper.yaml"),
      ]),
    // What trains: apart from the records, so that it compiles beside the claims.
    .target(
      name: "Training",
      dependencies: [
        "Experiments", "Kernels", "Networks", "Datasets", "Digests", "Files", "Randomness", "Paper",
        "SystemResources",
      ]),
    .target(
      name: "Timing",
      dependencies: [
        "Kernels", "Networks", "Randomness", "Statistics", "Paper", "SystemResources",
      ]),
    .target(name: "Statistics", dependencies: ["Randomness"]),

    // The report.
    .target(
      name: "Claims",
      dependencies: [
        "Experiments", "Timing", "Statistics", "Datasets", "Digests", "Files", "Networks",
        "Randomness", "Paper",
        "Yams",
      ],
      resources: [
        .embedInCode("claims.yaml"),
        .embedInCode("findings-of-others.yaml"),
        .embedInCode("paper-open-points.yaml"),
        .embedInCode("independent-accuracies.yaml"),
        .embedInCode("pilot-accuracies.yaml"),
        .embedInCode("independent-trajectories.json"),
      ]),
    .target(name: "Figures"),
    .target(
      name: "CairoRendering",
      dependencies: ["Figures", "Digests", "Files", "CCairo", "CFontconfig", "PNGBridge"]),
    .target(
      name: "Reports",
      dependencies: [
        "Claims", "Experiments", "Timing", "Statistics", "Figures", "Kernels", "Networks", "Paper",
        "TextOutput",
      ], swiftSettings: unoptimised),

    .target(name: "WebPages", dependencies: ["CMarkGFM", "Digests"]),

    .executableTarget(
      name: "rectify",
      dependencies: [
        "Reports", "WebPages", "CairoRendering", "Claims", "Figures", "Timing", "Training",
        "Experiments", "Datasets", "Digests", "Networks", "Paper", "Files", "SystemResources",
        "TextOutput",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: unoptimised),

    // How fast the engine is, against the processor's peak and against other frameworks.
    .executableTarget(
      name: "RectifyBench",
      dependencies: [
        "Networks", "Kernels", "Randomness",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/RectifyBench"),

    // How often the timing laboratory errs.
    .executableTarget(
      name: "RectifyTimingStudy",
      dependencies: [
        "Timing", "Paper", "Statistics", "Randomness", "SystemResources",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/RectifyTimingStudy"),

    // How likely each rung of the ladder is to decide each claim.
    .executableTarget(
      name: "RectifyDecisions",
      dependencies: [
        "Claims", "Datasets", "Experiments", "Figures", "Reports", "SystemResources",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/RectifyDecisions", exclude: ["pilots.py", "pilots.yaml"]),

    // Digests of what training makes, to compare builds and machines.
    .executableTarget(
      name: "RectifyBits", dependencies: ["Kernels", "Networks", "Randomness"],
      path: "Benchmarks/RectifyBits", exclude: ["compare-builds.sh"]),

    // The slow, obvious model in Double: the oracle of every kernel.
    .target(
      name: "ReferenceNetworks", dependencies: ["Networks"], path: "Tests/ReferenceNetworks"),

    // Figures of made-up, realistic and degenerate data, for the tests of drawing.
    .target(name: "SampleFigures", dependencies: ["Figures"], path: "Tests/SampleFigures"),

    // Other programs that tests run.
    .target(name: "TestPrograms", dependencies: ["SystemResources"], path: "Tests/TestPrograms"),

    // The readers of bytes that others wrote, with inputs and changes of them: for the tests and the
    // fuzzer.
    .target(
      name: "FuzzedReaders",
      dependencies: [
        "CairoRendering", "Claims", "Datasets", "Digests", "Experiments", "Networks", "Timing",
        "Training", "CZlib", "Yams",
      ],
      path: "Tests/FuzzedReaders", exclude: ["Corpora"]),

    .testTarget(
      name: "KernelsTests",
      dependencies: ["Kernels", "Networks", "ReferenceNetworks", "Randomness"]),
    .testTarget(name: "RandomnessTests", dependencies: ["Randomness"]),
    .testTarget(
      name: "NetworksTests",
      dependencies: ["Networks", "Kernels", "ReferenceNetworks", "Randomness", "TestPrograms"],
      exclude: ["Fixtures"]),
    .testTarget(name: "SystemResourcesTests", dependencies: ["SystemResources"]),
    .testTarget(name: "TextOutputTests", dependencies: ["TextOutput", "TestPrograms"]),
    .testTarget(name: "FilesTests", dependencies: ["Files"]),
    .testTarget(
      name: "FuzzedReadersTests", dependencies: ["FuzzedReaders"], swiftSettings: unoptimised),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "Digests", "PNGBridge", "TestPrograms"],
      swiftSettings: unoptimised),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: [
        "Paper", "Experiments", "Training", "Datasets", "Digests", "Networks", "Randomness",
        "TestPrograms",
      ],
      exclude: ["Fixtures"], swiftSettings: unoptimised),
    .testTarget(name: "TimingTests", dependencies: ["Paper", "Timing", "Networks", "Randomness"]),
    .testTarget(
      name: "TimingStudyTests", dependencies: ["RectifyTimingStudy", "Timing", "Randomness"]),
    .testTarget(
      name: "StatisticsTests", dependencies: ["Statistics", "Randomness"], exclude: ["Fixtures"]),
    .testTarget(
      name: "ClaimsTests",
      dependencies: [
        "Paper", "Claims", "Experiments", "Timing", "Datasets", "Networks", "Reports",
      ], swiftSettings: unoptimised),
    .testTarget(
      name: "FiguresTests", dependencies: ["Figures", "SampleFigures"], swiftSettings: unoptimised),
    .testTarget(
      name: "CairoRenderingTests",
      dependencies: ["CairoRendering", "Figures", "PNGBridge", "SampleFigures"],
      swiftSettings: unoptimised),
    .testTarget(name: "WebPagesTests", dependencies: ["WebPages"], swiftSettings: unoptimised),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Paper",
        "Reports", "Claims", "Experiments", "Figures", "Datasets", "Networks", "Statistics",
        "Timing",
      ],
      exclude: ["Fixtures"], swiftSettings: unoptimised),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Experiments", "Training", "Datasets", "Digests", "PNGBridge", "SystemResources",
        "TestPrograms",
      ], swiftSettings: unoptimised),
  ] + fuzzing
)
