using Keras.Callbacks;
using Keras.Layers;
using Keras.Tests.Support;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>What is allowed and hardly meant is told once, on standard error, unless training is silent, and stands in the history.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class WarningTests
{
    [Fact]
    public void A_mistyped_monitor_is_told_once_with_what_was_meant()
    {
        using Sequential model = Toy.Linear();
        History history = null!;
        string printed = Errors(() => history = model.Fit(Toy.X, Toy.Y, Toy.Silent(6, 4, new EarlyStopping { Monitor = "val_los" }) with { Verbose = Verbosity.OneLinePerEpoch, ValidationData = (Toy.X, Toy.Y) }));
        string warning = Assert.Single(history.Warnings);
        Assert.Contains("'val_los'", warning, StringComparison.Ordinal);
        Assert.Contains("did you mean 'val_loss'?", warning, StringComparison.Ordinal);
        Assert.Equal(warning + Environment.NewLine, printed);
    }

    [Fact]
    public void Silent_training_prints_nothing()
    {
        using Sequential model = Toy.Linear();
        History history = null!;
        string printed = Errors(() => history = model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, new EarlyStopping { Monitor = "auc" })));
        Assert.Equal("", printed);
        Assert.Contains("loss, mae", Assert.Single(history.Warnings), StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Models => new()
    {
        { "softmax", "mse", "softmax over axis -1" },
        { "linear", "categorical_crossentropy", "a single class" },
        { "linear categorical_accuracy", "mse", "always the largest" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void An_output_of_one_class_is_told(string activation, string loss, string sentence)
    {
        string[] parts = activation.Split(' ');
        using Sequential model = new(new Dense(1, parts[0]) { InputShape = [2] });
        model.Compile("sgd", loss, [.. parts[1..].Select(m => (Metric)m)]);
        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(2));
        Assert.Contains(history.Warnings, w => w.Contains(sentence, StringComparison.Ordinal));
        Assert.Equal(history.Warnings.Distinct(), history.Warnings);
    }

    [Fact]
    public void Logits_that_are_none_are_told()
    {
        using Sequential model = new(new Dense(3, "softmax") { InputShape = [4] });
        model.Compile("sgd", new Keras.Losses.CategoricalCrossentropy(fromLogits: true));
        History history = model.Fit(Toy.Rows(6, 4), Toy.OneHot(6, 3), Toy.Silent());
        Assert.Contains("Softmax made them", Assert.Single(history.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_trainable_weights_is_told()
    {
        using Sequential model = new(new Dense(1) { InputShape = [2], Trainable = false });
        model.Compile("sgd", "mse");
        Assert.Contains("no trainable weights", Assert.Single(model.Fit(Toy.X, Toy.Y, Toy.Silent()).Warnings), StringComparison.Ordinal);
    }

    private static string Errors(Action action)
    {
        TextWriter before = Console.Error, output = Console.Out;
        using StringWriter errors = new();
        try
        {
            Console.SetError(errors);
            Console.SetOut(TextWriter.Null);
            action();
        }
        finally
        {
            Console.SetError(before);
            Console.SetOut(output);
        }

        return errors.ToString();
    }
}
