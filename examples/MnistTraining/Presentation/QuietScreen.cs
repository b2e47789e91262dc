using Keras;

namespace MnistTraining.Presentation;

/// <summary>One line: the result.</summary>
internal sealed class QuietScreen : Screen
{
    public override void ShowStart(TrainingOptions options, Model model, int trainCount, int testCount)
    {
    }

    public override History Watch(Func<Callback, History> fit) => fit(new LastProgress());

    public override void ShowEnd(TrainingOptions options, Outcome outcome) => Console.Out.WriteLine(ResultText.Line(options, outcome));
}
