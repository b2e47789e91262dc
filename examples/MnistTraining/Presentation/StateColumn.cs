using Spectre.Console;
using Spectre.Console.Rendering;

namespace MnistTraining.Presentation;

/// <summary>A column of a progress line that shows a text kept with the line.</summary>
internal sealed class StateColumn(string key) : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(task.State.Get<string>(key) ?? "");
}
