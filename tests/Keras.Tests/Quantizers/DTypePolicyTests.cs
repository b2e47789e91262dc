using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Tests.Saving;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Policies of types by name, in configs and by the paths of layers, as in <c>keras.dtype_policies</c>.</summary>
public sealed class DTypePolicyTests
{
    [Theory]
    [InlineData("float32", DType.Float32, DType.Float32, null)]
    [InlineData("mixed_float16", DType.Float16, DType.Float32, null)]
    [InlineData("mixed_bfloat16", DType.BFloat16, DType.Float32, null)]
    [InlineData("int8_from_mixed_bfloat16", DType.BFloat16, DType.Float32, "int8")]
    [InlineData("int4_from_float32", DType.Float32, DType.Float32, "int4")]
    [InlineData("int4/128_from_float32", DType.Float32, DType.Float32, "int4")]
    [InlineData("int4/-1_from_float16", DType.Float16, DType.Float16, "int4")]
    [InlineData("float8_from_mixed_float16", DType.Float16, DType.Float32, "float8")]
    [InlineData("gptq/4/128_from_float32", DType.Float32, DType.Float32, "gptq")]
    [InlineData("awq/4/-1_from_float32", DType.Float32, DType.Float32, "awq")]
    public void Names_are_Keras_s(string name, DType compute, DType variable, string? mode)
    {
        DTypePolicy policy = DTypePolicies.Get(name);
        Assert.Equal((name, compute, variable, mode), (policy.Name, policy.ComputeDType, policy.VariableDType, policy.QuantizationMode));
        DTypePolicy again = DTypePolicies.Deserialize(DTypePolicies.Serialize(policy));
        Assert.Equal(policy, again);
        Assert.NotEqual(policy, DTypePolicies.Get("float64"));
    }

    [Theory]
    [InlineData("int8_from_float16", "does not go with float16")]
    [InlineData("int4/0_from_float32", "expected -1 or at least 1 as block size, got 0")]
    [InlineData("int4/a_from_float32", "expected a mode of the form 'int4/<block_size>'")]
    [InlineData("gptq/4_from_float32", "expected a mode of the form 'gptq/<weight_bits>/<group_size>'")]
    [InlineData("gptq/5/8_from_float32", "expected 2, 3, 4 or 8 bits, got 5")]
    [InlineData("awq/8/8_from_float32", "expected 4 bits, got 8")]
    [InlineData("int9_from_float32", "There is no quantization mode 'int9'")]
    [InlineData("int8_from_float", "There is no dtype policy 'float'")]
    [InlineData("mixed_float", "There is no dtype policy 'mixed_float'")]
    public void Wrong_names_are_told(string name, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => DTypePolicies.Get(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_map_finds_the_policy_of_a_path()
    {
        DTypePolicyMap map = new("float32")
        {
            ["encoder/layer_0/dense"] = "bfloat16",
            ["encoder/.*"] = "float16",
            ["decoder"] = "bfloat16",
        };
        Assert.Equal("bfloat16", map["encoder/layer_0/dense"].Name);
        Assert.Equal("float16", map["encoder/attention/query"].Name);
        Assert.Equal("float32", map["decoder/attention"].Name);
        Assert.Equal(("map_float32", 3), (map.Name, map.Count));
        map["encoder/attention/.*"] = "bfloat16";
        Assert.Contains("matches several keys", Assert.Throws<ArgumentException>(() => map["encoder/attention/query"]).Message,
            StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentException>(() => map["decoder"] = "float32");
        Assert.True(map.Remove("encoder/attention/.*"));
        Assert.Equal(map, DTypePolicies.Deserialize(DTypePolicies.Serialize(map)));
        _ = Assert.Throws<ArgumentException>(() => new DTypePolicyMap(map));
    }

    [Fact]
    public void A_map_of_Keras_is_read()
    {
        JsonObject json = (JsonObject)JsonNode.Parse("""
            {"module":"keras.dtype_policies","class_name":"DTypePolicyMap","config":{"default_policy":null,"policy_map":{"mha/query":
            {"module":"keras.dtype_policies","class_name":"QuantizedDTypePolicy","config":{"mode":"int8","source_name":null},
            "registered_name":null},"a/b":{"module":"keras","class_name":"DTypePolicy","config":{"name":null},"registered_name":null}}},
            "registered_name":null}
            """)!;
        DTypePolicyMap map = Assert.IsType<DTypePolicyMap>(DTypePolicies.Deserialize(json));
        Assert.Equal("int8_from_float32", map["mha/query"].Name);
        Assert.Equal("float32", map["a/b"].Name);
    }

    [Fact]
    public void Layers_inside_of_a_layer_get_the_policy_of_their_path()
    {
        Input x = new([3, 4]);
        MultiHeadAttention attention = new(2, 2)
        {
            Name = "mha",
            DTypePolicy = new DTypePolicyMap("float32") { ["mha/query"] = "mixed_bfloat16", ["mha/.*output"] = "int8_from_float32" },
        };
        using Model model = new(x, attention.ApplyAll(new CallArguments<KerasTensor>([KerasTensor.Leaf(x), KerasTensor.Leaf(x)]))[0]);
        Assert.Equal(DType.Float32, attention.ComputeDType);
        Assert.Equal(DType.Int8, model.Weights.Single(w => w.Path.EndsWith("attention_output/kernel", StringComparison.Ordinal)).DType);
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        Assert.Equal(model.Weights.Select(w => (w.Name, w.DType)), again.Weights.Select(w => (w.Name, w.DType)));
    }
}
