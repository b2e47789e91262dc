using Keras.Layers;
using Custom = Keras.CustomParts;

namespace Keras.Tests.Contracts;

/// <content>The pairs of built-in classes and their copies, and the registration of the copies.</content>
public sealed partial class CustomClassTests
{
    private static readonly Dictionary<string, Func<bool, Model>> LayerCases = new()
    {
        ["Dense"] = custom => Row(custom ? new Custom.Dense(5, "relu") : new Dense(5, "relu")),
        ["Dropout"] = custom => Row(custom ? new Custom.Dropout(0.4, seed: 3) : new Dropout(0.4, seed: 3)),
        ["BatchNormalization"] = custom => Row(
            custom ? new Custom.BatchNormalization(momentum: 0.8) : new BatchNormalization(momentum: 0.8)),
        ["ActivityRegularization"] = custom => Row(
            custom ? new Custom.ActivityRegularization(0.1, 0.2) : new ActivityRegularization(0.1, 0.2)),
        ["PReLU"] = custom => Row(custom ? new Custom.PReLU() : new PReLU()),
        ["RepeatVector"] = custom => new Sequential(
            new Dense(4) { InputShape = [Steps] }, custom ? new Custom.RepeatVector(3) : new RepeatVector(3), new LSTM(3), Head()),
        ["Embedding"] = custom => new Sequential(
            custom ? new Custom.Embedding(10, 4) { MaskZero = true, InputShape = [Steps] }
                : new Embedding(10, 4) { MaskZero = true, InputShape = [Steps] },
            new LSTM(3), Head()),
        ["Masking"] = custom => new Sequential(
            new Reshape([Steps, 1]) { InputShape = [Steps] }, custom ? new Custom.Masking() : new Masking(), new LSTM(3), Head()),
        ["Bidirectional"] = custom =>
        {
            Input x = new([Steps], name: "x");
            KerasTensor embedded = new Embedding(10, 4) { MaskZero = true }.Apply(x);
            Layer both = custom ? new Custom.Bidirectional(new GRU(3)) : new Bidirectional(new GRU(3));
            return new Model(x, Head().Apply(both.Apply(embedded)));
        },
        ["Concatenate"] = custom =>
        {
            Input x = new([Steps], name: "x");
            KerasTensor[] parts = [new Dense(3).Apply(x), new Dense(2).Apply(x)];
            Layer merge = custom ? new Custom.Concatenate() : new Concatenate();
            return new Model(x, Head().Apply(merge.Apply([parts[0], parts[1]])));
        },
        ["MultiHeadAttention"] = custom =>
        {
            Input x = new([Steps], name: "x");
            KerasTensor embedded = new Embedding(10, 4) { MaskZero = true }.Apply(x);
            KerasTensor attended = custom
                ? new Custom.MultiHeadAttention(2, 3).Apply(embedded, embedded, useCausalMask: true)
                : new MultiHeadAttention(2, 3).Apply(embedded, embedded, useCausalMask: true);
            return new Model(x, Head().Apply(new GlobalAveragePooling1D().Apply(attended)));
        },
        ["SimpleRNNCell"] = custom => Sequence(custom ? new Custom.SimpleRNNCell(4) : new SimpleRNNCell(4)),
        ["LSTMCell"] = custom => Sequence(custom ? new Custom.LSTMCell(4) : new LSTMCell(4)),
    };

    private static readonly Dictionary<string, (Func<Loss> BuiltIn, Func<Loss> Custom)> LossCases = new()
    {
        ["MeanSquaredError"] = (() => new Keras.Losses.MeanSquaredError(), () => new Custom.MeanSquaredError()),
        ["MeanAbsoluteError"] = (() => new Keras.Losses.MeanAbsoluteError(), () => new Custom.MeanAbsoluteError()),
        ["Huber"] = (() => new Keras.Losses.Huber(), () => new Custom.Huber()),
        ["CategoricalCrossentropy"] = (() => new Keras.Losses.CategoricalCrossentropy(), () => new Custom.CategoricalCrossentropy()),
        ["BinaryCrossentropy"] = (() => new Keras.Losses.BinaryCrossentropy(), () => new Custom.BinaryCrossentropy()),
        ["SumOfSquares"] = (() => new Keras.Losses.MeanSquaredError(Reduction.Sum), () => new Custom.MeanSquaredError(Reduction.Sum)),
    };

    private static readonly Dictionary<string, (Func<Metric> BuiltIn, Func<Metric> Custom)> MetricCases = new()
    {
        ["AUC"] = (() => new Keras.Metrics.AUC(20), () => new Custom.AUC()),
        ["F1Score"] = (() => new Keras.Metrics.F1Score(), () => new Custom.F1Score()),
        ["MeanAbsoluteError"] = (() => new Keras.Metrics.MeanAbsoluteError(), () => new Custom.MeanAbsoluteErrorMetric()),
    };

    private static readonly Dictionary<string, (Func<Optimizer> BuiltIn, Func<Optimizer> Custom)> OptimizerCases = new()
    {
        ["SGD"] = (() => new Keras.Optimizers.SGD(0.1, 0.9, true), () => new Custom.SGD(0.1, 0.9, true)),
        ["Adam"] = (() => new Keras.Optimizers.Adam(0.01, amsgrad: true), () => new Custom.Adam(0.01, amsgrad: true)),
        ["AdamW"] = (() => new Keras.Optimizers.AdamW(0.01, 0.1), () => new Custom.AdamW(0.01, 0.1)),
        ["Lion"] = (() => new Keras.Optimizers.Lion(), () => new Custom.Lion()),
        ["RMSprop"] = (() => new Keras.Optimizers.RMSprop(momentum: 0.5), () => new Custom.RMSprop(momentum: 0.5)),
        ["Adagrad"] = (() => new Keras.Optimizers.Adagrad(0.1), () => new Custom.Adagrad(0.1)),
        ["Adamax"] = (() => new Keras.Optimizers.Adamax(), () => new Custom.Adamax()),
        ["Nadam"] = (() => new Keras.Optimizers.Nadam(), () => new Custom.Nadam()),
        ["Adadelta"] = (() => new Keras.Optimizers.Adadelta(), () => new Custom.Adadelta()),
        ["Schedule"] = (() => new Keras.Optimizers.Adam(new Keras.Optimizers.Schedules.ExponentialDecay(0.1, 5, 0.5)),
            () => new Custom.Adam(new Custom.ExponentialDecay(0.1, 5, 0.5))),
    };

    static CustomClassTests()
    {
        CustomObjects.RegisterLayer("Dense", Custom.Dense.FromConfig);
        CustomObjects.RegisterLayer("Dropout", Custom.Dropout.FromConfig);
        CustomObjects.RegisterLayer("BatchNormalization", Custom.BatchNormalization.FromConfig);
        CustomObjects.RegisterLayer("ActivityRegularization", Custom.ActivityRegularization.FromConfig);
        CustomObjects.RegisterLayer("PReLU", Custom.PReLU.FromConfig);
        CustomObjects.RegisterLayer("RepeatVector", Custom.RepeatVector.FromConfig);
        CustomObjects.RegisterLayer("Embedding", Custom.Embedding.FromConfig);
        CustomObjects.RegisterLayer("Masking", Custom.Masking.FromConfig);
        CustomObjects.RegisterLayer("Bidirectional", Custom.Bidirectional.FromConfig);
        CustomObjects.RegisterLayer("Concatenate", Custom.Concatenate.FromConfig);
        CustomObjects.RegisterLayer("MultiHeadAttention", Custom.MultiHeadAttention.FromConfig);
        CustomObjects.RegisterLayer("SimpleRNNCell", Custom.SimpleRNNCell.FromConfig);
        CustomObjects.RegisterLayer("LSTMCell", Custom.LSTMCell.FromConfig);
        CustomObjects.RegisterLoss("MeanSquaredError", Custom.MeanSquaredError.FromConfig);
        CustomObjects.RegisterLoss("MeanAbsoluteError", Custom.MeanAbsoluteError.FromConfig);
        CustomObjects.RegisterLoss("Huber", Custom.Huber.FromConfig);
        CustomObjects.RegisterLoss("CategoricalCrossentropy", Custom.CategoricalCrossentropy.FromConfig);
        CustomObjects.RegisterLoss("BinaryCrossentropy", Custom.BinaryCrossentropy.FromConfig);
        CustomObjects.RegisterMetric("AUC", Custom.AUC.FromConfig);
        CustomObjects.RegisterMetric("F1Score", Custom.F1Score.FromConfig);
        CustomObjects.RegisterMetric("MeanAbsoluteError", Custom.MeanAbsoluteErrorMetric.FromConfig);
        CustomObjects.RegisterOptimizer("SGD", Custom.SGD.FromConfig);
        CustomObjects.RegisterOptimizer("Adam", Custom.Adam.FromConfig);
        CustomObjects.RegisterOptimizer("AdamW", Custom.AdamW.FromConfig);
        CustomObjects.RegisterOptimizer("Lion", Custom.Lion.FromConfig);
        CustomObjects.RegisterOptimizer("RMSprop", Custom.RMSprop.FromConfig);
        CustomObjects.RegisterOptimizer("Adagrad", Custom.Adagrad.FromConfig);
        CustomObjects.RegisterOptimizer("Adamax", Custom.Adamax.FromConfig);
        CustomObjects.RegisterOptimizer("Nadam", Custom.Nadam.FromConfig);
        CustomObjects.RegisterOptimizer("Adadelta", Custom.Adadelta.FromConfig);
        CustomObjects.RegisterSchedule("ExponentialDecay", Custom.ExponentialDecay.FromConfig);
        CustomObjects.RegisterInitializer("ScaledUniform", Custom.ScaledUniform.FromConfig);
        CustomObjects.RegisterConstraint("UnitNorm", Custom.UnitNorm.FromConfig);
        CustomObjects.RegisterRegularizer("L2", Custom.L2.FromConfig);
    }

    private static Dense Head() => new(Classes, "softmax");

    private static Sequential Row(Layer layer) => new(new Dense(6, "tanh") { InputShape = [Steps] }, layer, Head());

    private static Sequential Sequence(RNNCell cell) => new(new Embedding(10, 4) { InputShape = [Steps] }, new RNN(cell), Head());
}
