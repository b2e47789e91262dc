using TensorFlow;

namespace Keras.Symbolic;

/// <summary>The outputs of operations as lists.</summary>
internal static class OperationOutputs
{
    public static Symbol[] Of((Symbol First, Symbol Second) outputs) => [outputs.First, outputs.Second];

    public static Symbol[] Of((Symbol First, Symbol Second, Symbol Third) outputs) => [outputs.First, outputs.Second, outputs.Third];

    public static Symbol[] Of((Symbol First, Symbol Second, Symbol Third, Symbol Fourth) outputs) =>
        [outputs.First, outputs.Second, outputs.Third, outputs.Fourth];
}
