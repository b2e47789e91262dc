using TensorFlow;

namespace Keras;

/// <content>The home of functions of images.</content>
public static partial class Ops
{
    /// <summary>
    /// Functions of images (<c>keras.ops.image</c>): one image <c>[height, width, channels]</c> or a batch <c>[batch, height, width,
    /// channels]</c>, or with the data format "channels_first" the channels in front of the height.
    /// </summary>
    public static partial class Image
    {
        /// <summary>A batch with its channels last, and how a result goes back.</summary>
        private readonly record struct Batch(Symbol Images, bool IsSingle, bool ChannelsFirst)
        {
            public static Batch Of(Symbol images, string? dataFormat, string name)
            {
                RequireRank(images, name, 3, 4);
                bool single = images.Rank == 3;
                bool first = SpatialWindow.IsChannelsFirst(dataFormat, name);
                Symbol batch = single ? ExpandDims(images, 0) : images;
                return new(first ? Permuted(batch, [0, 2, 3, 1]) : batch, single, first);
            }

            public Symbol Back(Symbol images)
            {
                images = ChannelsFirst ? Permuted(images, [0, 3, 1, 2]) : images;
                return IsSingle ? Squeeze(images, 0) : images;
            }
        }
    }
}
