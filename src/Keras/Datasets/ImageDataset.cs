using System.Diagnostics;
using TensorFlow;

namespace Keras.Datasets;

/// <summary>Images and the class of each.</summary>
[DebuggerDisplay("{Count} images {Images}")]
public sealed class ImageDataset
{
    internal ImageDataset(Tensor images, Tensor labels)
    {
        Images = images;
        Labels = labels;
        Count = checked((int)images.Shape[0]);
    }

    /// <summary>The images: bytes, 0 to 255, of shape <c>[count, height, width]</c>.</summary>
    public Data Images { get; }

    /// <summary>The class of each image: bytes of shape <c>[count]</c>.</summary>
    public Data Labels { get; }

    /// <summary>The number of images.</summary>
    public int Count { get; }
}
