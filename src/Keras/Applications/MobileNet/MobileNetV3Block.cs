namespace Keras.Applications;

/// <summary>One block of MobileNetV3.</summary>
/// <param name="Expansion">The factor of the channels inside of the block.</param>
/// <param name="Filters">The number of channels.</param>
/// <param name="IsLarge">Whether the windows are 5 × 5, otherwise 3 × 3.</param>
/// <param name="Stride">The stride.</param>
/// <param name="Excites">Whether the block has squeeze-and-excite.</param>
/// <param name="IsSwish">Whether the activation is hard swish, otherwise ReLU.</param>
internal readonly record struct MobileNetV3Block(double Expansion, int Filters, bool IsLarge, int Stride, bool Excites, bool IsSwish);
