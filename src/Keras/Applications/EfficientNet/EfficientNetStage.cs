namespace Keras.Applications;

/// <summary>Blocks of one kind, one after another, in an EfficientNet.</summary>
/// <param name="KernelSize">The kernel size.</param>
/// <param name="Repeats">The number of blocks before scaling.</param>
/// <param name="FiltersIn">The number of channels that come in, before scaling.</param>
/// <param name="FiltersOut">The number of channels that go out, before scaling.</param>
/// <param name="Expansion">The factor of the channels inside of a block.</param>
/// <param name="Stride">The stride of the first block.</param>
/// <param name="Excites">Whether the blocks have squeeze-and-excite.</param>
/// <param name="IsFused">Whether one convolution takes the place of the expansion and the depthwise convolution.</param>
internal readonly record struct EfficientNetStage(
    int KernelSize, int Repeats, int FiltersIn, int FiltersOut, int Expansion, int Stride, bool Excites = true, bool IsFused = false);
