using System.Diagnostics;
using TensorFlow;

namespace Keras.Datasets;

/// <summary>Images with their class labels.</summary>
[DebuggerDisplay("{Count} images {Images}")]
public sealed class ImageDataset
{
    internal ImageDataset(Tensor images, Tensor labels)
    {
        Images = images;
        Labels = labels;
        Count = checked((int)images.Shape[0]);
    }

    /// <summary>The images: uint8 <c>[count, height, width]</c>, 0 to 255.</summary>
    public Data Images { get; }

    /// <summary>The class index of each image: uint8 <c>[count]</c>.</summary>
    public Data Labels { get; }

    /// <summary>The number of images.</summary>
    public int Count { get; }
}
