using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>A file of Keras may have the bins of <c>digitize</c> as a tensor of the model.</summary>
public sealed class ComputedBinsTests
{
    // keras.ops.digitize(x, keras.ops.cumsum(limits[0])), as Keras 3.15.1 writes it.
    private const string Json = """
        {
          "module": "keras.src.models.functional", "class_name": "Functional", "registered_name": "Functional",
          "config": {
            "name": "functional", "trainable": true,
            "layers": [
              {
                "module": "keras.layers", "class_name": "InputLayer", "registered_name": null, "name": "limits", "inbound_nodes": [],
                "config": { "batch_shape": [null, 4], "dtype": "float32", "sparse": false, "name": "limits" }
              },
              {
                "module": "keras.src.ops.numpy", "class_name": "GetItem", "registered_name": "GetItem", "name": "get_item",
                "config": { "name": "get_item" },
                "inbound_nodes": [{ "kwargs": {}, "args": [
                  { "class_name": "__keras_tensor__",
                    "config": { "shape": [null, 4], "dtype": "float32", "keras_history": ["limits", 0, 0] } }, 0] }]
              },
              {
                "module": "keras.layers", "class_name": "InputLayer", "registered_name": null, "name": "x", "inbound_nodes": [],
                "config": { "batch_shape": [null, 3], "dtype": "float32", "sparse": false, "name": "x" }
              },
              {
                "module": "keras.src.ops.numpy", "class_name": "Cumsum", "registered_name": "Cumsum", "name": "cumsum",
                "config": { "name": "cumsum", "axis": null, "dtype": null },
                "inbound_nodes": [{ "kwargs": {}, "args": [
                  { "class_name": "__keras_tensor__",
                    "config": { "shape": [4], "dtype": "float32", "keras_history": ["get_item", 0, 0] } }] }]
              },
              {
                "module": "keras.src.ops.numpy", "class_name": "Digitize", "registered_name": "Digitize", "name": "digitize",
                "config": { "name": "digitize" },
                "inbound_nodes": [{ "kwargs": {}, "args": [
                  { "class_name": "__keras_tensor__", "config": { "shape": [null, 3], "dtype": "float32", "keras_history": ["x", 0, 0] } },
                  { "class_name": "__keras_tensor__",
                    "config": { "shape": [4], "dtype": "float32", "keras_history": ["cumsum", 0, 0] } }] }]
              }
            ],
            "input_layers": [["x", 0, 0], ["limits", 0, 0]], "output_layers": ["digitize", 0, 0]
          }
        }
        """;

    [Fact]
    public void An_element_is_in_the_bin_whose_lower_limit_it_reaches()
    {
        using Model model = Model.FromJson(Json);

        using Tensor bins = model.Predict(
            [new float[,] { { -1, 1, 2.5f }, { 3, 6, 10 } }, new float[,] { { 0, 1, 2, 3 }, { 9, 9, 9, 9 } }]);

        // numpy.digitize for the limits 0, 1, 3, 6.
        Assert.Equal(DType.Int32, bins.DType);
        Assert.Equal([2, 3], bins.Shape);
        Assert.Equal([0, 2, 2, 3, 4, 4], bins.ToArray<int>());
    }

    [Fact]
    public void A_model_is_written_as_it_was_read()
    {
        using Model model = Model.FromJson(Json);
        using Model again = Model.FromJson(model.ToJson());

        Assert.Equal(model.ToJson(), again.ToJson());
        Assert.Contains("\"cumsum\", 0, 0", model.ToJson(), StringComparison.Ordinal);
    }
}
