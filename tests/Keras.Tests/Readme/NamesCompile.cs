#nullable enable
using Keras;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Optimizers.Schedules;
using Losses = Keras.Losses;
using Metrics = Keras.Metrics;

namespace UsersProgram;

/// <summary>
/// Names as a program outside of the library's namespaces writes them, beside <c>using Keras.Layers</c>: that they compile is the test.
/// </summary>
internal static class NamesCompile
{
    public static Initializer[] LongNames() =>
    [
        Keras.Layers.Initializers.GlorotUniform, new Keras.Layers.Initializers.GlorotUniform(7),
            Initializer.Orthogonal, Initializer.Constant(0.5),
        new Keras.Initializers.GlorotUniform(7), "he_normal",
    ];

    public static Initializer[] ShortNames()
    {
        return
        [
            Inside.Value, Inside.Seeded, Inside.Constant, Inside.Orthogonal,
        ];
    }

    public static (Loss Loss, Metric Metric) OneName() => (new Losses.MeanSquaredError(), new Metrics.MeanSquaredError());

    public static Optimizer[] Schedules()
    {
        LearningRateSchedule schedule = new ExponentialDecay(0.1, 10, 0.5);
        return
        [
            new SGD(schedule), new SGD(learningRate: schedule, momentum: 0.9), new Adam(schedule),
                new AdamW(schedule), new Adagrad(schedule), new Adadelta(schedule),
            new Adamax(schedule), new Nadam(schedule), new RMSprop(schedule), new Lamb(schedule),
                new Lion(schedule), new Ftrl(schedule), new Adafactor(schedule),
            new Muon(schedule), new ScheduleFreeAdamW(schedule),
        ];
    }

    public static Sequential[] Models(Layer[] array, List<Layer> list, IEnumerable<Layer> sequence) =>
        [new(), new(array), new(list), new(sequence), new([new Dense(1)]), new(new Dense(1), new Flatten())];

    private static class Inside
    {
        public static Initializer Value => Initializers.HeNormal;

        public static Initializer Seeded => new Initializers.HeNormal(seed: 7);

        public static Initializer Constant => new Initializers.Constant(0.5);

        public static Initializer Orthogonal => new Initializers.Orthogonal(gain: 2, seed: 1);
    }
}
