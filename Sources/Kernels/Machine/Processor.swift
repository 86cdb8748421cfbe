import CProcessor

/// The one policy for subnormals, part of the numerics: the calling thread treats them as zero while
/// `body` runs. Late training and weights of 1/L^2 make subnormals, and each can cost over a hundred
/// cycles.
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

/// Whether this processor has the instructions that the kernels were compiled for. Where it has not,
/// a kernel would end in an illegal instruction.
public var processorIsSufficient: Bool { rectify_processor_is_sufficient() != 0 }
