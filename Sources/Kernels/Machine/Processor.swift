import CProcessor

/// Runs `body` while the calling thread treats subnormal numbers as zero, which is part of the
/// numerics. Subnormals arise late in training and from weights of 1/L^2, and each can cost more
/// than a hundred cycles.
public func flushingSubnormals<Result>(_ body: () throws -> Result) rethrows -> Result {
  let control = rectify_flush_subnormals()
  defer { rectify_restore_floating_point(control) }
  return try body()
}

/// Whether the calling thread treats subnormals as zero now.
public var flushesSubnormals: Bool { rectify_flushes_subnormals() != 0 }

/// The vector instructions that the kernels were compiled for: "AVX-512", "AVX2", "SSE2", "NEON".
public var compiledVectorInstructions: String {
  String(cString: rectify_compiled_vector_instructions())
}

/// Whether this processor has the instructions that the kernels were compiled for. If not, a kernel
/// would end in an illegal instruction.
public var processorIsSufficient: Bool { rectify_processor_is_sufficient() != 0 }
