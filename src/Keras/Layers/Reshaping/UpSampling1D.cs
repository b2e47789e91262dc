namespace Keras.Layers;

/// <summary>Repeats each step: <c>[batch, steps, channels]</c> becomes <c>[batch, size · steps, channels]</c>.</summary>
/// <param name="size">The number of repetitions. Default: 2.</param>
[KerasSerializable(Excluded = [nameof(Size), nameof(DataFormat)])]
public sealed partial class UpSampling1D(int size = 2) : UpSampling(1, size)
{
    [ConfigArgument("size")]
    private int Repetitions => Size[0];
}
