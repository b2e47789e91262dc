using Keras.Optimizers.Schedules;

namespace Keras.Conformance;

/// <summary>The learning rate of a step.</summary>
internal sealed class ScheduleReplay : Replay
{
    protected override string? MissingClass(ConformanceCase item) =>
        Classes.Knows(ScheduleRegistry.Instance, item.ClassName) ? null : item.ClassName;

    protected override void Run(ConformanceCase item, Comparison comparison)
    {
        LearningRateSchedule schedule = ScheduleRegistry.Instance.FromConfig(item.ClassName, new(item.Config));
        comparison.Tensor("result", item.Value("result"), Symbols.Run(item.Value("step").Tensor, schedule.Apply));
    }
}
