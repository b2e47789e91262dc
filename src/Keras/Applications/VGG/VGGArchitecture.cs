using Keras.Layers;
using TensorFlow;

namespace Keras.Applications;

/// <summary>Very deep convolutional networks of windows of 3 × 3 (Simonyan and Zisserman, 2014).</summary>
/// <param name="name">The name: VGG16.</param>
/// <param name="depths">The number of convolutions of each block.</param>
/// <param name="hash">The hash of the file of weights.</param>
/// <param name="featuresHash">The hash of the file of weights without a classifier.</param>
internal sealed class VGGArchitecture(string name, int[] depths, string hash, string featuresHash)
    : Architecture<ApplicationOptions>(name, name.ToLowerInvariant(), 224)
{
    private const string Address = "https://storage.googleapis.com/tensorflow/keras-applications/";
    private static readonly int[] Filters = [64, 128, 256, 512, 512];

    public override ImageScaling Scaling => ImageScaling.Centered;

    protected override KerasTensor Body(KerasTensor input, ApplicationOptions options)
    {
        KerasTensor x = input;
        for (int block = 1; block <= depths.Length; block++)
        {
            for (int i = 1; i <= depths[block - 1]; i++)
                x = new Conv2D(Filters[block - 1], 3, "relu", padding: "same") { Name = $"block{block}_conv{i}" }.Apply(x);
            x = new MaxPooling2D(2, 2) { Name = $"block{block}_pool" }.Apply(x);
        }

        return x;
    }

    protected override KerasTensor Top(KerasTensor features, ApplicationOptions options)
    {
        KerasTensor x = new Flatten() { Name = "flatten" }.Apply(features);
        x = new Dense(4096, "relu") { Name = "fc1" }.Apply(x);
        x = new Dense(4096, "relu") { Name = "fc2" }.Apply(x);
        return Predictions(x, options);
    }

    protected override WeightFile ImageNetFile(ApplicationOptions options, Shape shape) =>
        WeightFile.WithKernels(Address + BaseName + "/", BaseName, options.IncludeTop, hash, featuresHash);
}
