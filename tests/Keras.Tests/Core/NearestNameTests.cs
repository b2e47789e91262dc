using Keras.Optimizers;
using Xunit;

namespace Keras.Tests.Core;

/// <summary>Names: without regard to case where Keras has none, and with what was meant where nothing has the name.</summary>
public sealed class NearestNameTests
{
    [Theory]
    [InlineData("RMSProp", "RMSprop")]
    [InlineData("ADAM", "Adam")]
    [InlineData("Sgd", "SGD")]
    [InlineData("adamW", "AdamW")]
    public void Optimizers_are_found_without_regard_to_case(string name, string className)
    {
        using Optimizer optimizer = name;
        Assert.Equal(className, optimizer.ClassName);
        using Optimizer configured = OptimizerRegistry.Instance.FromConfig(name, new Config());
        Assert.Equal(className, configured.ClassName);
    }

    [Theory]
    [InlineData("ACC", "accuracy")]
    [InlineData("Accuracy", "accuracy")]
    [InlineData("CE", "crossentropy")]
    public void Accuracy_and_crossentropy_are_found_without_regard_to_case(string name, string what)
    {
        Assert.Equal(what == "accuracy", ((Metric)name).LargerIsBetter);
        Assert.Equal(name, ((Metric)name).Name);
    }

    public static TheoryData<Func<object>, string> Mistyped => new()
    {
        { () => (Optimizer)"adamm", "There is no optimizer 'adamm'; did you mean 'adam' or 'adamw'?" },
        { () => (Optimizer)"rmspop", "There is no optimizer 'rmspop'; did you mean 'rmsprop'?" },
        { () => (Loss)"mean_sqared_error", "There is no loss 'mean_sqared_error'; did you mean 'mean_squared_error'?" },
        { () => (Loss)"Mse", "There is no loss 'Mse'; did you mean 'mse'?" },
        { () => (Loss)"CrossEntropy ", "There is no loss 'CrossEntropy '; did you mean 'crossentropy'?" },
        { () => (Metric)"acuracy", "There is no metric 'acuracy'; did you mean 'accuracy'?" },
        { () => (Metric)"f1score", "There is no metric 'f1score'; did you mean 'f1_score'?" },
        { () => (ActivationFunction)"ReLU", "There is no activation 'ReLU'; did you mean 'relu'?" },
        { () => (ActivationFunction)"leakyrelu", "There is no activation 'leakyrelu'; did you mean 'leaky_relu'?" },
        { () => (Initializer)"glorot_unifrom", "There is no initializer 'glorot_unifrom'; did you mean 'glorot_uniform'?" },
        { () => (Initializer)"glorot", "There is no initializer 'glorot'; did you mean 'glorot_normal' or 'glorot_uniform'?" },
        { () => (Constraint)"maxnorm", "There is no constraint 'maxnorm'; did you mean 'max_norm'?" },
        { () => (Regularizer)"L1_L2", "There is no regularizer 'L1_L2'; did you mean 'L1L2'?" },
        { () => (DTypePolicy)"float23", "There is no dtype policy 'float23'; did you mean 'float32'?" },
        { () => (DTypePolicy)"mixed_float_16", "There is no dtype policy 'mixed_float_16'; did you mean 'mixed_float16'?" },
    };

    [Theory]
    [MemberData(nameof(Mistyped))]
    public void An_unknown_name_suggests_the_nearest(Func<object> convert, string message) =>
        Assert.Equal(message, Assert.Throws<UnknownNameException>(convert).Message);

    [Fact]
    public void A_class_of_a_file_suggests_the_nearest_too() => Assert.Contains(
        "did you mean 'Dense'?", Assert.Throws<ConfigException>(
            () => Keras.Layers.LayerRegistry.Instance.FromConfig("Dnese", new Config())).Message, StringComparison.Ordinal);

    [Fact]
    public void Where_nothing_is_near_the_message_stays_short()
    {
        string message = Assert.Throws<UnknownNameException>(() => (Metric)"something_else_entirely").Message;
        Assert.InRange(message.Length, 20, 160);
        Assert.Equal("There is no mode 'up'; the known ones are auto, min, max.",
            new UnknownNameException("mode", "up", ["auto", "min", "max"]).Message);
    }
}
