using Modules = TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchBenchmarks;

/// <summary>The models of the comparison, as TorchSharp's users write them.</summary>
internal static class Models
{
    /// <summary>Creates a model.</summary>
    public static nn.Module<Tensor, Tensor> Create(string name) => name switch
    {
        "cnn" => Cnn(),
        "lstm" => new LongShortTermMemory(),
        "gru" => new GatedRecurrentUnits(),
        "transformer" => new Transformer(),
        "embedding" => new MeanOfWords(),
        "resnet" => new ResNet(),
        "conv1d" => Series(),
        "convlstm" => new ConvolutionalMemory(),
        _ => throw new ArgumentException($"There is no model '{name}'.", nameof(name)),
    };

    private static nn.Module<Tensor, Tensor> Cnn() => nn.Sequential(
        nn.Unflatten(1, [1, 28]),
        nn.Conv2d(1, 32, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(1600, 10));

    private static nn.Module<Tensor, Tensor> Series() => nn.Sequential(
        nn.Conv1d(1, 32, 8),
        nn.ReLU(),
        nn.MaxPool1d(4),
        nn.Conv1d(32, 64, 8),
        nn.ReLU(),
        nn.AdaptiveAvgPool1d(1),
        nn.Flatten(),
        nn.Linear(64, 10));
}

/// <summary>LSTM(128), Dense(10).</summary>
internal sealed class LongShortTermMemory : nn.Module<Tensor, Tensor>
{
    private readonly Modules.LSTM lstm = nn.LSTM(28, 128, batchFirst: true);
    private readonly Modules.Linear dense = nn.Linear(128, 10);

    public LongShortTermMemory()
        : base("lstm") => RegisterComponents();

    public override Tensor forward(Tensor input) => dense.forward(lstm.call(input).Item1.select(1, -1));
}

/// <summary>GRU(128), Dense(10).</summary>
internal sealed class GatedRecurrentUnits : nn.Module<Tensor, Tensor>
{
    private readonly Modules.GRU gru = nn.GRU(28, 128, batchFirst: true);
    private readonly Modules.Linear dense = nn.Linear(128, 10);

    public GatedRecurrentUnits()
        : base("gru") => RegisterComponents();

    public override Tensor forward(Tensor input) => dense.forward(gru.call(input).Item1.select(1, -1));
}

/// <summary>Embedding of 20,000 words, their mean, Dense(64), Dense(10).</summary>
internal sealed class MeanOfWords : nn.Module<Tensor, Tensor>
{
    private readonly Modules.Embedding table = nn.Embedding(20_000, 64);
    private readonly Modules.Linear hidden = nn.Linear(64, 64), dense = nn.Linear(64, 10);

    public MeanOfWords()
        : base("embedding") => RegisterComponents();

    public override Tensor forward(Tensor input) => dense.forward(nn.functional.relu(hidden.forward(table.forward(input).mean([1]))));
}

/// <summary>Dense(64), two blocks of attention and a hidden layer, the mean over the steps, Dense(10).</summary>
internal sealed class Transformer : nn.Module<Tensor, Tensor>
{
    private readonly Modules.Linear first = nn.Linear(28, 64), dense = nn.Linear(64, 10);
    private readonly Block one = new(), two = new();

    public Transformer()
        : base("transformer") => RegisterComponents();

    public override Tensor forward(Tensor input) => dense.forward(two.forward(one.forward(first.forward(input))).mean([1]));

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly Modules.Linear projections = nn.Linear(64, 192), output =
            nn.Linear(64, 64), inner = nn.Linear(64, 128), outer = nn.Linear(128, 64);
        private readonly Modules.LayerNorm afterAttention = nn.LayerNorm(64), afterHidden = nn.LayerNorm(64);

        public Block()
            : base("block") => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            long batch = input.shape[0], steps = input.shape[1];
            Tensor heads = projections.forward(input).reshape(batch, steps, 3, 4, 16).permute(2, 0, 3, 1, 4);
            Tensor attended = nn.functional.scaled_dot_product_attention(heads[0], heads[1], heads[2]);
            Tensor x = afterAttention.forward(input + output.forward(attended.transpose(1, 2).reshape(batch, steps, 64)));
            return afterHidden.forward(x + outer.forward(nn.functional.relu(inner.forward(x))));
        }
    }
}

/// <summary>ResNet-20 for small pictures.</summary>
internal sealed class ResNet : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> first = Normalized(3, 16, 1, 3);
    private readonly Modules.ModuleList<nn.Module<Tensor, Tensor>> blocks = nn.ModuleList<nn.Module<Tensor, Tensor>>();
    private readonly Modules.Linear dense = nn.Linear(64, 10);

    public ResNet()
        : base("resnet")
    {
        int channels = 16;
        foreach (int filters in (int[])[16, 32, 64])
        {
            for (int block = 0; block < 3; block++)
            {
                blocks.Add(new Block(channels, filters));
                channels = filters;
            }
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        Tensor x = nn.functional.relu(first.forward(input));
        foreach (nn.Module<Tensor, Tensor> block in blocks)
            x = block.forward(x);
        return dense.forward(x.mean([2, 3]));
    }

    private static nn.Module<Tensor, Tensor> Normalized(int channels, int filters, int stride, int kernel) => nn.Sequential(
        nn.Conv2d(channels, filters, kernel, stride: stride, padding: kernel / 2, bias: false), nn.BatchNorm2d(filters, eps: 1e-3));

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> inner, outer;
        private readonly nn.Module<Tensor, Tensor>? shortcut;

        public Block(int channels, int filters)
            : base("block")
        {
            int stride = channels == filters ? 1 : 2;
            inner = Normalized(channels, filters, stride, 3);
            outer = Normalized(filters, filters, 1, 3);
            shortcut = stride == 1 ? null : Normalized(channels, filters, stride, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => nn.functional.relu(
            outer.forward(nn.functional.relu(inner.forward(input))) + (shortcut is null ? input : shortcut.forward(input)));
    }
}

/// <summary>ConvLSTM2D(16) over frames, the mean over the picture, Dense(10).</summary>
internal sealed class ConvolutionalMemory : nn.Module<Tensor, Tensor>
{
    private const int Filters = 16;
    private readonly Modules.Conv2d gates = nn.Conv2d(1 + Filters, 4 * Filters, 3, padding: 1);
    private readonly Modules.Linear dense = nn.Linear(Filters, 10);

    public ConvolutionalMemory()
        : base("convlstm") => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        Tensor h = zeros(input.shape[0], Filters, input.shape[3], input.shape[4]), c = zeros_like(h);
        for (long step = 0; step < input.shape[1]; step++)
        {
            Tensor[] z = gates.forward(cat([input.select(1, step), h], 1)).chunk(4, 1);
            c = (z[1].sigmoid() * c) + (z[0].sigmoid() * z[2].tanh());
            h = z[3].sigmoid() * c.tanh();
        }

        return dense.forward(h.mean([2, 3]));
    }
}
