namespace Keras.Conformance;

/// <summary>The learning rate of a step.</summary>
internal sealed class ScheduleReplay : Replay
{
    // There are no schedules yet.
    public static bool Knows(string name) => name.Length == 0;

    protected override string? MissingClass(ConformanceCase item) => Knows(item.ClassName) ? null : item.ClassName;

    protected override void Run(ConformanceCase item, Comparison comparison) => throw new NotSupportedException($"There is no schedule {item.ClassName}.");
}
