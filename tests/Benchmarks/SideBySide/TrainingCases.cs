using Keras;
using Keras.Applications;
using Keras.Datasets;
using Keras.Layers;
using TensorFlow;

namespace Benchmarks.SideBySide;

/// <summary>A model that is trained on each side of the comparison.</summary>
/// <param name="Name">The name, the same on each side.</param>
/// <param name="Description">The model, its batch size and its data.</param>
/// <param name="BatchSize">The samples of a batch.</param>
/// <param name="Examples">The examples of an epoch.</param>
/// <param name="Create">Creates the model, without a softmax at its end.</param>
/// <param name="Load">Loads so many examples.</param>
internal sealed record TrainingCase(
    string Name, string Description, int BatchSize, int Examples, Func<Model> Create, Func<int, (Data X, Data Y)> Load)
{
    /// <summary>Whether the process begins with the prediction of one example, and predicts them all as well.</summary>
    public bool Predicts { get; init; }

    /// <summary>How the model is quantized before it predicts, instead of being trained; null for not.</summary>
    public string? Quantization { get; init; }
}

/// <summary>The models of the comparison; <c>keras/models.py</c> and <c>tests/Benchmarks.TorchSharp</c> have the same.</summary>
internal static class TrainingCases
{
    private const int Classes = 10;

    public static readonly IReadOnlyList<TrainingCase> All =
    [
        new("cnn", "CNN 32-64 on 28 × 28, batch 128", 128, 12_800, () => Cnn(), Images),
        new("augmented", "flip, rotation, zoom, contrast, CNN on 96 × 96 × 3, batch 128", 128, 10_000, Augmented, Photographs),
        new("lstm", "LSTM(128) over 28 × 28, batch 64", 64, 12_800, () => Recurrent(new LSTM(128) { InputShape = [28, 28] }), Images),
        new("gru", "GRU(128) over 28 × 28, batch 64", 64, 12_800, () => Recurrent(new GRU(128) { InputShape = [28, 28] }), Images),
        new("transformer", "transformer, two blocks of 4 heads, batch 64", 64, 12_800, Transformer, Images),
        new("decoder", "causal transformer, GELU and dropout, over 64 of 5,000 words, batch 32", 32, 3_200, Decoder, Tokens),
        new("embedding", "Embedding 20,000 × 64 over 200 words, batch 64", 64, 12_800, Embedding, Words),
        new("text", "texts of some 100 words, TextVectorization to 200 of 20,000, Embedding × 64, batch 64", 64, 12_800, Text, Texts),
        new("resnet", "ResNet-20 on 32 × 32 × 3, batch 128", 128, 1_280, ResNet, n => Made(n, [32, 32, 3])),
        new("conv1d", "Conv1D 32-64 over 1,000 steps, batch 64", 64, 12_800, Series, n => Made(n, [1_000, 1])),
        new("two", "two inputs, two outputs, batch 32", 32, 12_800, Two, ImagesWithNumbers),
        new("convlstm", "ConvLSTM2D(16) over 8 frames of 16 × 16, batch 32", 32, 1_280, Frames, n => Made(n, [8, 16, 16, 1])),
        Perceptron("mlp"),
        Perceptron("mlp_bfloat16", "mixed_bfloat16"),
        Perceptron("mlp_int8") with { Predicts = true, Quantization = "int8" },
        Perceptron("mlp_int4") with { Predicts = true, Quantization = "int4" },
        new("cnn_bfloat16", "CNN 32-64 on 28 × 28, mixed_bfloat16, batch 128", 128, 12_800, () => Cnn("mixed_bfloat16"), Images),
        Architecture("mobilenet", "MobileNetV2", () => MobileNetV2.Create(new() { Weights = null, ClassifierActivation = null })),
        Architecture("efficientnet", "EfficientNetB0", () => EfficientNetB0.Create(new() { Weights = null, ClassifierActivation = null })),
    ];

    /// <summary>Finds a case by its name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static TrainingCase Find(string name) => All.FirstOrDefault(c => c.Name == name)
        ?? throw new ArgumentException(
            $"There is no model '{name}'; expected one of {string.Join(", ", All.Select(c => c.Name))}.", nameof(name));

    private static TrainingCase Architecture(string name, string title, Func<Model> create) =>
        new(name, title + " on 224 × 224 × 3, batch 32", 32, 128, create, n => Made(n, [224, 224, 3])) { Predicts = true };

    private static TrainingCase Perceptron(string name, string policy = "float32") => new(
        name, $"{name}: dense layers 1,024-1,024-10 on 784, batch 128", 128, 12_800,
        () => new Sequential(
            new Flatten { InputShape = [28, 28] },
            new Dense(1024, "relu") { DTypePolicy = policy },
            new Dense(1024, "relu") { DTypePolicy = policy },
            new Dense(Classes) { DTypePolicy = policy }),
        Images)
    {
        Predicts = true,
    };

    private static Sequential Cnn(string policy = "float32") => new(
        new Reshape([28, 28, 1]) { InputShape = [28, 28] },
        new Conv2D(32, 3, activation: "relu") { DTypePolicy = policy },
        new MaxPooling2D() { DTypePolicy = policy },
        new Conv2D(64, 3, activation: "relu") { DTypePolicy = policy },
        new MaxPooling2D() { DTypePolicy = policy },
        new Flatten() { DTypePolicy = policy },
        new Dense(Classes) { DTypePolicy = policy });

    private static Sequential Augmented() => new(
        new InputLayer([96, 96, 3], dtype: DType.UInt8),
        new RandomFlip("horizontal"),
        new RandomRotation(0.1),
        new RandomZoom(0.2),
        new RandomContrast(0.2),
        new Rescaling(1 / 255.0),
        new Conv2D(32, 3, activation: "relu"),
        new MaxPooling2D(),
        new Conv2D(64, 3, activation: "relu"),
        new MaxPooling2D(),
        new Flatten(),
        new Dense(Classes));

    private static Sequential Recurrent(Layer layer) => new(layer, new Dense(Classes));

    private static Model Transformer()
    {
        Input input = new([28, 28]);
        KerasTensor x = new Dense(64).Apply(input);
        for (int block = 0; block < 2; block++)
        {
            x = new LayerNormalization { Epsilon = 1e-5 }.Apply(x + new MultiHeadAttention(4, 16).Apply(x, x));
            x = new LayerNormalization { Epsilon = 1e-5 }.Apply(x + new Dense(64).Apply(new Dense(128, "relu").Apply(x)));
        }

        return new(input, new Dense(Classes).Apply(new GlobalAveragePooling1D().Apply(x)));
    }

    private static Model Decoder()
    {
        const int steps = 64, width = 128;
        Input tokens = new([steps], dtype: DType.Int32);
        KerasTensor x = new Embedding(5_000, width).Apply(tokens);
        for (int block = 0; block < 2; block++)
        {
            KerasTensor attended = new MultiHeadAttention(4, width / 4).Apply(x, x, useCausalMask: true);
            x = new LayerNormalization { Epsilon = 1e-5 }.Apply(x + new Dropout(0.1).Apply(attended));
            KerasTensor inner = new Dense(width).Apply(new Dense(4 * width, "gelu").Apply(x));
            x = new LayerNormalization { Epsilon = 1e-5 }.Apply(x + new Dropout(0.1).Apply(inner));
        }

        return new(tokens, new Dense(Classes).Apply(new GlobalAveragePooling1D().Apply(x)));
    }

    private static Sequential Embedding() =>
        new(new Embedding(20_000, 64) { InputShape = [200] }, new GlobalAveragePooling1D(), new Dense(64, "relu"), new Dense(Classes));

    private static Model ResNet()
    {
        Input input = new([32, 32, 3]);
        KerasTensor x = new ReLU().Apply(Normalized(input, 16, 1, 3));
        foreach (int filters in (int[])[16, 32, 64])
        {
            for (int block = 0; block < 3; block++)
            {
                int stride = filters > 16 && block == 0 ? 2 : 1;
                KerasTensor inner = new ReLU().Apply(Normalized(x, filters, stride, 3));
                x = new ReLU().Apply(Normalized(inner, filters, 1, 3) + (stride == 2 ? Normalized(x, filters, 2, 1) : x));
            }
        }

        return new(input, new Dense(Classes).Apply(new GlobalAveragePooling2D().Apply(x)));
    }

    private static KerasTensor Normalized(KerasTensor x, int filters, int stride, int kernel) =>
        new BatchNormalization().Apply(new Conv2D(filters, kernel, strides: stride, padding: "same") { UseBias = false }.Apply(x));

    private static Sequential Series() => new(
        new Conv1D(32, 8, activation: "relu") { InputShape = [1_000, 1] },
        new MaxPooling1D(4),
        new Conv1D(64, 8, activation: "relu"),
        new GlobalAveragePooling1D(),
        new Dense(Classes));

    private static Sequential Frames() => new(
        new ConvLSTM2D(16, 3, padding: "same") { InputShape = [8, 16, 16, 1] }, new GlobalAveragePooling2D(), new Dense(Classes));

    private static Sequential Text() => new(
        new InputLayer([1], dtype: DType.String),
        new TextVectorization(outputSequenceLength: 200, vocabulary: [.. Enumerable.Range(0, 20_000).Select(i => $"word{i}")]),
        new Embedding(20_002, 64),
        new GlobalAveragePooling1D(),
        new Dense(64, "relu"),
        new Dense(Classes));

    private static Model Two()
    {
        Input image = new([28, 28], name: "image"), numbers = new([4], name: "numbers");
        KerasTensor x = new Concatenate().Apply(
            new Dense(64, "relu").Apply(new Flatten().Apply(image)), new Dense(16, "relu").Apply(numbers));
        x = new Dense(64, "relu").Apply(x);
        return new([image, numbers], [new Dense(Classes) { Name = "digit" }.Apply(x), new Dense(2) { Name = "parity" }.Apply(x)]);
    }

    private static (Data X, Data Y) ImagesWithNumbers(int count)
    {
        (ImageDataset train, _) = Mnist.Load();
        using Tensor images = train.Images.ToTensor()[..count], labels = train.Labels.ToTensor()[..count];
        float[] pixels = [.. images.ToArray<byte>().Select(p => p / 255f)];
        int[] digits = [.. labels.Cast(DType.Int32).ToArray<int>()];
        float[,] numbers = new float[count, 4];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < 4; j++)
                numbers[i, j] = (digits[i] >> j) & 1;
        }

        return ([Tensor.Create<float>(pixels, [count, 28, 28]), numbers], [digits, digits.Select(d => d % 2).ToArray()]);
    }

    private static (Data X, Data Y) Images(int count)
    {
        (ImageDataset train, _) = Mnist.Load();
        Data images = train.Images.ToTensor()[..count], labels = train.Labels.ToTensor()[..count];
        return (images.Normalized(), labels);
    }

    private static (Data X, Data Y) Photographs(int count)
    {
        Random random = new(5);
        byte[] pixels = new byte[count * 96 * 96 * 3];
        random.NextBytes(pixels);
        return (Tensor.Create<byte>(pixels, [count, 96, 96, 3]), Enumerable.Range(0, count).Select(i => i % Classes).ToArray());
    }

    private static (Data X, Data Y) Words(int count) => WordsOf(count, 200, 20_000);

    private static (Data X, Data Y) Tokens(int count) => WordsOf(count, 64, 5_000);

    private static (Data X, Data Y) WordsOf(int count, int steps, int vocabulary)
    {
        Random random = new(3);
        int[,] words = new int[count, steps];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < steps; j++)
                words[i, j] = random.Next(vocabulary);
            labels[i] = words[i, 0] % Classes;
        }

        return (words, labels);
    }

    // Frequent words are more frequent than rare ones, as in a language.
    private static (Data X, Data Y) Texts(int count)
    {
        Random random = new(3);
        string[] texts = new string[count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % Classes;
            texts[i] = string.Join(' ', Enumerable.Range(0, 50 + random.Next(100)).Select(
                _ => $"Word{(int)(20_000 * Math.Pow(random.NextDouble(), 3)) / Classes * Classes + labels[i]},"));
        }

        return (texts, labels);
    }

    // Noise, brighter by the class.
    private static (Data X, Data Y) Made(int count, Shape shape)
    {
        Random random = new(5);
        int each = (int)shape.ElementCount;
        float[] values = new float[count * each];
        int[] labels = new int[count];
        for (int i = 0; i < values.Length; i++)
        {
            labels[i / each] = i % each == 0 ? random.Next(Classes) : labels[i / each];
            values[i] = ((random.NextSingle() - 0.5f) * 2) + (labels[i / each] * 0.05f);
        }

        return (Tensor.Create<float>(values, shape.Prepend(count)), labels);
    }
}
