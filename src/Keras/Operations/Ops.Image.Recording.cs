using System.Text.Json.Nodes;

namespace Keras;

/// <content>Patches of Keras tensors, whose operation has sizes for each axis.</content>
public static partial class Ops
{
    /// <content>Patches of Keras tensors.</content>
    public static partial class Image
    {
        /// <inheritdoc cref="ExtractPatches(TensorFlow.Symbol, SpatialSizes, SpatialSizes, SpatialSizes, string, string?)"/>
        public static KerasTensor ExtractPatches(
            KerasTensor images, SpatialSizes size, SpatialSizes strides = default, SpatialSizes dilationRate =
                default, string padding = "valid", string? dataFormat = null) =>
            Patches(images, size.For(2, 1, "ExtractPatches"), strides, dilationRate, padding, dataFormat);

        /// <inheritdoc cref="ExtractPatches3D(TensorFlow.Symbol, SpatialSizes, SpatialSizes, SpatialSizes, string, string?)"/>
        public static KerasTensor ExtractPatches3D(
            KerasTensor volumes, SpatialSizes size, SpatialSizes strides = default, SpatialSizes dilationRate =
                default, string padding = "valid", string? dataFormat = null) =>
            Patches(volumes, size.For(3, 1, "ExtractPatches3D"), strides, dilationRate, padding, dataFormat);

        private static KerasTensor Patches(KerasTensor images, int[] size, SpatialSizes strides,
            SpatialSizes dilationRate, string padding, string? dataFormat)
        {
            OperationRecording call = new("ExtractPatches");
            JsonNode sizes = OperationJson.Of(size.AsSpan());
            call.Set("size", sizes);
            call.Set("strides", strides.IsDefault ? sizes.DeepClone() : OperationJson.Of(strides));
            call.Set("dilation_rate", OperationJson.Of(dilationRate, "1"));
            call.Set("padding", padding);
            call.Set("data_format", dataFormat ?? "channels_last");
            call.Add(images);
            return call.One();
        }
    }
}
