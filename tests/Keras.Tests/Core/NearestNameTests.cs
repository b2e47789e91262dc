using Keras.Optimizers;
using TensorFlow;
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
    public void Parts_of_a_model_are_suggested_by_their_names()
    {
        using Model model = TwoOutputs();
        Suggests("layer 'hiden'; did you mean 'hidden'?", () => model.GetLayer("hiden"));
        Suggests("its layers are 'image', 'hidden', 'digit', 'odd'.", () => model.GetLayer("something"));
        Suggests("did you mean 'digit'?", () => model.Compile(new CompileOptions { Losses = { ["digits"] = "mse", ["odd"] = "mse" } }));
        Suggests("did you mean 'odd'?", () => model.Compile(new CompileOptions
        {
            Losses = { ["digit"] = "mse", ["odd"] = "mse" },
            Metrics = { ["odds"] = ["mae"] },
        }));
        model.Compile(new CompileOptions { Losses = { ["digit"] = "mse", ["odd"] = "mse" } });
        Suggests("input 'imag'; did you mean 'image'?", () => model.Fit(
            new() { ["imag"] = new float[1, 4] }, new() { ["digit"] = new float[1, 2], ["odd"] = new float[1, 1] }));
        Suggests("output 'digt'; did you mean 'digit'?", () => model.Fit(
            new() { ["image"] = new float[1, 4] }, new() { ["digt"] = new float[1, 2], ["odd"] = new float[1, 1] }));
        using Prediction prediction = model.PredictAll(new float[1, 4]);
        Suggests("output 'digitt'; did you mean 'digit'?", () => prediction["digitt"]);
    }

    [Fact]
    public void Numbers_of_a_training_are_suggested_by_their_names()
    {
        using Model model = TwoOutputs();
        model.Compile(new CompileOptions { Losses = { ["digit"] = "mse", ["odd"] = "mse" } });
        Data x = new() { ["image"] = new float[2, 4] }, y = new() { ["digit"] = new float[2, 2], ["odd"] = new float[2, 1] };
        History history = model.Fit(x, y, verbose: Verbosity.Silent);
        Suggests("'digit_los' in the history; did you mean 'digit_loss'?", () => history["digit_los"]);
        Suggests("it has 'digit_loss', 'loss', 'odd_loss'.", () => history["accuracy"]);
        Evaluation evaluation = model.Evaluate(x, y, verbose: Verbosity.Silent);
        Suggests("'odd_lss' in the logs; did you mean 'odd_loss'?", () => evaluation["odd_lss"]);
        Suggests("data of 'imge'; did you mean 'image'?", () => x["imge"]);
        Suggests("item 'fist'; did you mean 'first'?", () => new Structure<string> { ["first"] = "a" }["fist"]);
    }

    [Fact]
    public void Names_in_files_paths_and_tables_are_suggested()
    {
        using Model model = TwoOutputs();
        Suggests("'float23' is not an element type; did you mean 'float32'?", () => DTypes.Parse("float23"));
        Suggests("'decimal' is not an element type; there are 'float32', 'float64', 'int32', 'uint8', 'int16', 'int8', 'string', "
            + "'complex64' and 15 more.", () => DTypes.Parse("decimal"));
        Suggests("got 'hiden'; did you mean 'hidden'?", () => model.SummaryText(layerRange: ("hiden", "odd")));
        string folder = Directory.CreateTempSubdirectory("keras-names").FullName;
        try
        {
            string arrays = Path.Combine(folder, "a.npz"), served = Path.Combine(folder, "served");
            using Tensor x = Tensor.FromArray(new float[1, 4]);
            Keras.Datasets.NpzFile.Write(arrays, new Dictionary<string, Tensor> { ["x_train"] = x });
            Suggests("has no array 'x_trian'; did you mean 'x_train'?", () => Keras.Datasets.NpzFile.Read(arrays, "x_trian"));
            model.Export(served);
            using SavedModel loaded = SavedModel.Load(served);
            Suggests("has no signature 'serve_default'; did you mean", () => loaded.Run(x, "serve_default"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        model.Compile(new CompileOptions { Losses = { ["digit"] = "mse", ["odd"] = "mse" } });
        History history = model.Fit(
            new() { ["image"] = new float[2, 4] }, new() { ["digit"] = new float[2, 2], ["odd"] = new float[2, 1] },
            new FitOptions { Verbose = Verbosity.Silent, Callbacks = [new Keras.Callbacks.EarlyStopping { Monitor = "digit_los" }] });
        Assert.Contains("did you mean 'digit_loss'?", Assert.Single(history.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_of_a_config_are_suggested_by_their_names()
    {
        Config config = new Config().Set("units", 3).Set("activaton", "relu");
        Suggests(
            "Dense has no argument 'activaton'; did you mean 'activation'?",
            () => Keras.Layers.LayerRegistry.Instance.FromConfig("Dense", config));
        Config momentum = new Config().Set("learning_rate", 0.1).Set("momentun", 0.9);
        Suggests("SGD has no argument 'momentun'; did you mean 'momentum'?", () => OptimizerRegistry.Instance.FromConfig("SGD", momentum));
        Suggests("mode 'mx'; did you mean 'max'?", () => Fit(new Keras.Callbacks.EarlyStopping { Mode = "mx" }));
    }

    private static void Suggests(string expected, Func<object?> use) => Suggests(expected, () => { _ = use(); });

    private static void Suggests(string expected, Action use) =>
        Assert.Contains(expected, Assert.ThrowsAny<Exception>(use).Message, StringComparison.Ordinal);

    private static History Fit(Callback callback)
    {
        using Sequential model = new(new Keras.Layers.Dense(1) { InputShape = [1] });
        model.Compile("sgd", "mse");
        return model.Fit(new float[1, 1], new float[1, 1], callbacks: [callback], verbose: Verbosity.Silent);
    }

    private static Model TwoOutputs()
    {
        Input image = new([4], name: "image");
        KerasTensor hidden = new Keras.Layers.Dense(3) { Name = "hidden" }.Apply(image);
        KerasTensor digit = new Keras.Layers.Dense(2) { Name = "digit" }.Apply(hidden);
        return new([image], [digit, new Keras.Layers.Dense(1) { Name = "odd" }.Apply(hidden)]);
    }

    [Fact]
    public void Where_nothing_is_near_the_message_stays_short()
    {
        string message = Assert.Throws<UnknownNameException>(() => (Metric)"something_else_entirely").Message;
        Assert.InRange(message.Length, 20, 160);
        Assert.Equal("There is no mode 'up'; the known ones are auto, min, max.",
            new UnknownNameException("mode", "up", ["auto", "min", "max"]).Message);
    }
}
