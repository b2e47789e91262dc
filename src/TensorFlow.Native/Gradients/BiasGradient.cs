namespace TensorFlow;

/// <summary>
/// The gradient by a bias: the sum over all elements of a channel. Where max pooling follows, each window hands on the gradient that it is
/// given to one element, so the sum over the windows, of which there are fewer, is the same.
/// </summary>
internal static class BiasGradient
{
    public static Symbol Of(BackwardOperation addition)
    {
        string format = addition.Text("data_format");
        return RawOps.BiasAddGrad(format == "NHWC" ? OfWindows(addition.Dy) : addition.Dy, format);
    }

    private static Symbol OfWindows(Symbol dy)
    {
        Symbol pooling = dy;
        while (pooling.Operation.Type is "Reshape" or "ExpandDims" or "Squeeze")
            pooling = pooling.Operation.Input(0);
        bool isPooling = pooling.Operation.Type is "MaxPoolGrad" or "MaxPool3DGrad"
            && pooling.Operation.GetString("data_format") is "NHWC" or "NDHWC";
        return isPooling && HaveSameChannels(pooling, dy) ? pooling.Operation.Input(2) : dy;
    }

    // Elements keep their channel where the last axis keeps its length.
    private static bool HaveSameChannels(Symbol pooling, Symbol dy) =>
        pooling.Rank > 0 && dy.Rank > 0 && dy.Shape[^1] >= 0 && pooling.Shape[^1] == dy.Shape[^1];
}
