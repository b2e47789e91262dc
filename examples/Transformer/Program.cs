// Trains a small causal transformer to write words backwards, and shows its output for words outside of the training data.
//   dotnet run -c Release --project examples/Transformer [-- EPOCHS [SAMPLES]]
using System.Globalization;
using Examples;
using Keras.Layers;
using Keras.Losses;
using Keras.Optimizers;
using Keras;
using TensorFlow;
using Transformer;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Numbers have a decimal point in every culture.
var parsed = ExampleCommand.Parse(
    args,
    "Trains a small causal transformer to write words backwards, and shows its output for words outside of the training data.",
    ExampleCommand.Integer("epochs", 3, "Passes over the training data."),
    ExampleCommand.Integer("samples", 20_000, "Words to train on."));
int epochs = parsed.GetValue<int>("epochs"), samples = parsed.GetValue<int>("samples");
const int tested = 200;
Runtime.Seed = 1;
Random random = new(1);
(int[,] inputs, int[,] targets) = Words.Draw(samples, random);

using Model model = NewModel();
model.Compile(new Adam(0.003), new SparseCategoricalCrossentropy(fromLogits: true, ignoreClass: Words.Ignored));
model.Summary();
_ = model.Fit(inputs, targets, epochs: epochs, batchSize: 64);

(int[,] letters, int[,] truth) = Words.Draw(tested, random);
string[] decoded = Decode(letters), expected =
    [.. Enumerable.Range(0, tested).Select(row => Words.Text(truth, row, Words.Length, Words.Length))];
for (int row = 0; row < 5; row++)
{
    string correction = decoded[row] == expected[row] ? "" : $"   (right: {expected[row]})";
    Console.WriteLine($"{Words.Text(letters, row, 0, Words.Length + 1)}{decoded[row]}{correction}");
}

Console.WriteLine($"{decoded.Zip(expected).Count(p => p.First == p.Second)} of {tested} unseen words are written backwards "
    + "without a mistake.");
return 0;

// Two blocks of attention and a small network, each with a residual connection. The embedding of the letters also computes the logits.
static Model NewModel()
{
    const int width = 64;
    Input tokens = new([Words.Steps], dtype: DType.Int32, name: "tokens");
    ReversibleEmbedding embedding = new(Words.Vocabulary, width);
    KerasTensor x = new PositionEmbedding(Words.Steps).Apply(embedding.Apply(tokens));
    for (int block = 0; block < 2; block++)
    {
        x = new LayerNormalization().Apply(x + new MultiHeadAttention(numHeads: 4, keyDim: width / 4).Apply(x, x, useCausalMask: true));
        x = new LayerNormalization().Apply(x + new Dense(width).Apply(new Dense(2 * width, "gelu").Apply(x)));
    }

    return new Model(tokens, embedding.ApplyReverse(x));
}

// Greedy decoding: one letter after another, each the most probable one. A causal model does not attend to later positions, so these may
// hold anything.
string[] Decode(int[,] text)
{
    int[,] answers = new int[tested, Words.Length];
    for (int step = Words.Length; step < Words.Steps; step++)
    {
        using Tensor logits = model.Predict(text);
        using Tensor best = logits.ArgMax(axis: -1);
        int[] letter = best.ToArray<int>();
        for (int row = 0; row < tested; row++)
        {
            answers[row, step - Words.Length] = letter[(row * Words.Steps) + step];
            if (step + 1 < Words.Steps)
                text[row, step + 1] = letter[(row * Words.Steps) + step];
        }
    }

    return [.. Enumerable.Range(0, tested).Select(row => Words.Text(answers, row, 0, Words.Length))];
}
