using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Core;
using Keras.Layers;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>Layers that prepare data write the <c>build_config</c> that Keras writes once they were called
/// (<c>make_utils.py</c>).</summary>
public sealed class BuildConfigTests
{
    private static readonly Fixture Fixture = Fixture.Load("utils/utils");

    [Fact]
    public void A_called_layer_writes_the_build_config_of_Keras()
    {
        foreach (JsonElement one in Fixture.Cases("built"))
        {
            using Layer layer = LayerRegistry.Instance.FromJson(EnvelopeTests.Parse(one.GetProperty("layer").GetString()!));
            DType dtype = one.GetProperty("dtype").GetString() switch
            {
                "int32" => DType.Int32,
                "int64" => DType.Int64,
                _ => DType.Float32,
            };
            KerasTensor[] inputs = [.. one.GetProperty("inputs").EnumerateArray()
                .Select(s => (KerasTensor)new Input(Shape.Create([.. s.EnumerateArray().Select(d => d.GetInt64())]), dtype: dtype))];
            _ = inputs.Length == 1 ? layer.Apply(inputs[0]) : layer.Apply(inputs[0], inputs[1]);
            JsonNode? expected = EnvelopeTests.Parse(one.GetProperty("built").GetString()!)["build_config"];
            JsonNode? actual = SerializedObject.Wrap(layer)["build_config"];
            Assert.True(actual is not null, $"{layer.ClassName} has no build_config, expected {expected}");
            Assert.Equal(PythonJson.Write(expected!), PythonJson.Write(actual));
        }
    }
}
