using System.Globalization;
using Keras;
using Keras.Layers;
using Shared;
using Stress.Running;

namespace Stress.Memory;

/// <summary>A service that builds, trains and disposes a new model for each request keeps its memory flat, whatever the models are made
/// of.</summary>
internal sealed class RenewedScenario : Scenario
{
    private const string Divided = "divided attention";
    private const int Settled = 100, Fits = 300;
    // What the collector and the allocator keep at one moment and not at another: a leak of one function a fit would be more.
    private const long Slack = 48L << 20;
    private const double Mebibyte = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly JitCompile[] Compilations = [JitCompile.Auto, JitCompile.Off, JitCompile.On];

    private static readonly (string Name, Func<Model> Create)[] Models =
    [
        ("dense", () => new Sequential(new Dense(8, "relu") { InputShape = [6, 6, 2] }, new Flatten(), new Dropout(0.2), new Dense(1))),
        ("convolutional", () => new Sequential(
            new Conv2D(4, 3, "relu") { InputShape = [6, 6, 2] }, new BatchNormalization(), new MaxPooling2D(), new Flatten(),
                new Dense(1))),
        ("recurrent",
            () =>
            new Sequential(new Reshape([6, 12]) { InputShape = [6, 6, 2] }, new LSTM(6) { ReturnSequences = true }, new GRU(4),
            new Dense(1))),
        ("attention", () =>
        {
            Input x = new([6, 6, 2]);
            KerasTensor h = new Reshape([6, 12]).Apply(x);
            h = new LayerNormalization().Apply(new Add().Apply(h, new MultiHeadAttention(2, 4).Apply(h, h)));
            return new(x, new Dense(1).Apply(new Flatten().Apply(h)));
        }),
        // In parts of the batch, with the kernels of whole layers.
        (Divided, () =>
        {
            Input x = new([6, 6, 2]);
            KerasTensor h = new Dense(16).Apply(new Reshape([6, 12]).Apply(x));
            h = new LayerNormalization().Apply(new Add().Apply(h, new MultiHeadAttention(2, 16).Apply(h, h)));
            return new(x, new Dense(1).Apply(new Flatten().Apply(h)));
        }),
        ("residual", () =>
        {
            Input x = new([6, 6, 2]);
            KerasTensor h = new Conv2D(4, 3, padding: "same") { UseBias = false }.Apply(x);
            KerasTensor inner = new ReLU().Apply(new BatchNormalization().Apply(new Conv2D(4, 3, padding: "same").Apply(h)));
            return new(x, new Dense(1).Apply(new GlobalAveragePooling2D().Apply(h + inner)));
        }),
        ("series", () => new Sequential(new Reshape([36, 2]) { InputShape = [6, 6, 2] }, new Conv1D(4, 5, activation: "relu"),
            new MaxPooling1D(2), new GlobalAveragePooling1D(), new Dense(1))),
        ("frames", () => new Sequential(new Reshape([6, 6, 2, 1]) { InputShape = [6, 6, 2] }, new ConvLSTM2D(2, 2), new Flatten(),
            new Dense(1))),
        ("words", () => new Sequential(new Flatten() { InputShape = [6, 6, 2] }, new Embedding(50, 4), new GlobalAveragePooling1D(),
            new Dense(1))),
        ("nested", () =>
        {
            Input inner = new([72], name: "inner");
            Model tower = new(inner, new Dense(6, "tanh").Apply(inner), "tower");
            Input x = new([6, 6, 2]);
            KerasTensor flat = new Flatten().Apply(x);
            return new(x, new Dense(1).Apply(new Concatenate().Apply(tower.Apply(flat), tower.Apply(Ops.Square(flat)))));
        }),
    ];

    public override string Name => "renewed";

    public override string Description =>
        "a new model of some kind is built, trained, asked and disposed, 300 times (minutes; only where it is named)";

    public override int Kinds => Models.Length * Compilations.Length;

    public override bool IsHeavy => true;

    public override string? Attempt(int number, Random random)
    {
        (string kind, _) = Models[number % Models.Length];
        string compilation = Compilations[number / Models.Length % Compilations.Length].ToString();
        using Child child = Child.Start(this, kind, compilation);
        string? said = null;
        while (child.ReadLine() is { } line)
            said = line;
        (int Code, string Error)? end = child.Wait(Patience);
        return end is (0, _) && said?.StartsWith("flat", StringComparison.Ordinal) == true
            ? null
            : $"{kind}, compilation {compilation}: {said}; it ended so: {end}";
    }

    public override int Part(string[] arguments)
    {
        Func<Model> create = Models.Single(m => m.Name == arguments[0]).Create;
        JitCompile compile = Enum.Parse<JitCompile>(arguments[1]);
        int batchSize = arguments[0] == Divided ? 32 : 8;
        float[,,,] x = new float[2 * batchSize, 6, 6, 2];
        float[,] y = new float[2 * batchSize, 1];
        long settled = 0;
        for (int i = 1; i <= Fits; i++)
        {
            using (Model model = create())
            {
                model.Compile("adam", "mse", ["mae"], jitCompile: compile);
                model.Fit(x, y, epochs: 1, batchSize: batchSize, verbose: Verbosity.Silent);
                model.Predict(x).Dispose();
            }

            if (i == Settled)
                settled = ResidentMemory.Settled();
        }

        long grown = ResidentMemory.Settled() - settled;
        string word = grown < Slack ? "flat" : "grown";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{word}: {settled / Mebibyte:F1} MiB after fit {Settled}, {grown / Mebibyte:+0.0;-0.0} MiB until fit {Fits}"));
        return 0;
    }
}
