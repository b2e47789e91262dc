using TensorFlow;

namespace Keras.Tests.Operations;

/// <summary>Makes comparable what mathematics leaves open: the signs of eigenvectors, the order of complex eigenvalues.</summary>
internal static class OpSigns
{
    public static Tensor Settle(string function, int output, Tensor computed) => (function, output) switch
    {
        ("eigh", 1) or ("svd", 0 or 2) => Ops.Abs(computed),
        ("eig", 0) => Ops.Sort(computed.DType == DType.Complex64 ? Ops.Real(computed) : computed),
        _ => computed.Reshape(computed.Shape),
    };
}
