using System.CommandLine;
using Keras;

namespace MnistTraining;

/// <summary>The command line.</summary>
internal sealed class TrainCommand : RootCommand
{
    private static readonly TrainingOptions Defaults = new();

    private readonly Option<int> epochs = CheckedOption.Number(
        "--epochs", "Number of passes over the training images.", "an integer of at least 1", n => n >= 1, Defaults.Epochs);

    private readonly Option<int> batchSize = CheckedOption.Number(
        "--batch-size", "Images per update of the weights.", "an integer of at least 1", n => n >= 1, Defaults.BatchSize);

    private readonly Option<string> optimizer = CheckedOption.Choice(
        "--optimizer", "How weights follow from gradients.", Defaults.Optimizer, "sgd", "adam", "adagrad");

    private readonly Option<double> learningRate = CheckedOption.Number<double>(
        "--learning-rate", "The learning rate. [default: the optimizer's own]", "a number above 0", r => double.IsFinite(r) && r > 0);

    private readonly Option<int> hidden = CheckedOption.Number(
        "--hidden", "Units of the hidden layer.", "an integer of at least 1", n => n >= 1, Defaults.Hidden);

    private readonly Option<double> dropout = CheckedOption.Number(
        "--dropout", "The part of the hidden units that is left out at random in training.", "a number from 0 to below 1", r =>
            r is >= 0 and < 1, Defaults.Dropout);

    private readonly Option<double> l2 = CheckedOption.Number(
        "--l2", "The penalty on large weights of the hidden layer.", "a number of at least 0", f =>
            double.IsFinite(f) && f >= 0, Defaults.L2);

    private readonly Option<double> validationSplit = CheckedOption.Number(
        "--validation-split", "The part of the training images that is kept to validate each epoch.", "a number from 0 to below 1", s =>
            s is >= 0 and < 1, Defaults.ValidationSplit);

    private readonly Option<long> seed = CheckedOption.Number<long>(
        "--seed", "Makes a run repeatable: the same seed gives the same numbers. [default: a new one each time]", "an integer", _ =>
            true);

    private readonly Option<string> dataset = new("--dataset")
    {
        Description = "The copy of MNIST that comes along, or a directory that has another set in one of MNIST's forms.",
        HelpName = "mnist|DIRECTORY",
        DefaultValueFactory = _ => Defaults.Dataset,
    };

    private readonly Option<string> device = new("--device")
    {
        Description = "Where it is computed: /CPU:0, /GPU:0. [default: TensorFlow's choice]",
        HelpName = "name",
    };

    private readonly Option<string> jit = CheckedOption.Choice(
        "--jit", "Whether XLA compiles the training function; auto chooses by the model's size.", "auto", "auto", "on", "off");

    private readonly Option<bool> quiet = new("--quiet") { Description = "Print the result only, as one line." };

    public TrainCommand()
        : base("""
            Trains a network on the handwritten digits of MNIST and evaluates it on the test images.
            Ctrl-C cancels training and prints the metrics reached, without evaluating; a second Ctrl-C terminates the process at once.

            Exit codes: 0 success, 1 an error or a final loss that is NaN (with a message on standard error), 130 cancelled by Ctrl-C.
            """)
    {
        foreach (Option option in (Option[])[epochs, batchSize, optimizer, learningRate,
            hidden, dropout, l2, validationSplit, seed, dataset, device, jit, quiet])
            Options.Add(option);
        SetAction(line => TrainJob.Run(Read(line)));
    }

    /// <returns>The exit code.</returns>
    public int Run(string[] arguments)
    {
        ParseResult line = Parse(arguments);
        return line.Errors is [var error, ..] ? Failure.Tell(error.Message) : line.Invoke(new() { EnableDefaultExceptionHandler = false });
    }

    private TrainingOptions Read(ParseResult line) => new()
    {
        Epochs = line.GetValue(epochs),
        BatchSize = line.GetValue(batchSize),
        Optimizer = line.GetValue(optimizer)!,
        LearningRate = line.GetResult(learningRate) is null ? null : line.GetValue(learningRate),
        Hidden = line.GetValue(hidden),
        Dropout = line.GetValue(dropout),
        L2 = line.GetValue(l2),
        ValidationSplit = line.GetValue(validationSplit),
        Seed = line.GetResult(seed) is null ? null : line.GetValue(seed),
        Dataset = line.GetValue(dataset)!,
        Device = line.GetValue(device),
        Jit = Enum.Parse<JitCompile>(line.GetValue(jit)!, ignoreCase: true),
        Quiet = line.GetValue(quiet),
    };
}
