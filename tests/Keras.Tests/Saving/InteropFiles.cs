using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>
/// Writes an exported model and what it predicts for <c>tests/Interop/check_saved_model.py</c>, where the environment variable
/// <c>KERAS_INTEROP_DIRECTORY</c> names a directory; nothing otherwise.
/// </summary>
public sealed class InteropFiles
{
    [Fact]
    public void SavedModelAndPredictions()
    {
        if (Environment.GetEnvironmentVariable("KERAS_INTEROP_DIRECTORY") is not { Length: > 0 } directory)
            return;
        using Sequential model = new(
            new InputLayer([2, 3]) { Name = "image" }, new Flatten(), new Dense(8, "relu") { Name = "hidden layer" }, new Dropout(0.5), new Dense(4, "softmax"));
        model.Compile("adam", "categorical_crossentropy");
        float[,] rows = Toy.Rows(7, 6);
        float[,,] images = new float[7, 2, 3];
        Buffer.BlockCopy(rows, 0, images, 0, Buffer.ByteLength(images));
        _ = model.Fit(images, Toy.OneHot(7, 4), Toy.Silent(epochs: 3));
        model.Export(Path.Combine(directory, "saved_model"));
        using Tensor predictions = model.Predict(images);
        JsonObject expected = new()
        {
            ["image"] = Entry([7, 2, 3], [.. rows.Cast<float>()]),
            ["output_0"] = Entry([7, 4], predictions.ToArray<float>()),
        };
        File.WriteAllText(Path.Combine(directory, "saved_model.json"), expected.ToJsonString());
    }

    private static JsonObject Entry(int[] shape, float[] values) => new()
    {
        ["shape"] = new JsonArray([.. shape.Select(n => (JsonNode)JsonValue.Create(n))]),
        ["values"] = new JsonArray([.. values.Select(v => (JsonNode)JsonValue.Create(v))]),
    };
}
