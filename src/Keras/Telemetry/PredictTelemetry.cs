using System.Diagnostics;

namespace Keras.Telemetry;

/// <summary>Traces predictions where somebody listens.</summary>
internal static class PredictTelemetry
{
    public static T Trace<T>(Model model, Func<T> predict)
    {
        using Activity? activity = KerasTelemetry.Source.StartActivity("keras.predict");
        if (activity is null)
            return predict();
        activity.SetTag("keras.model.name", model.Name);
        try
        {
            return predict();
        }
        catch (Exception e)
        {
            activity.SetStatus(ActivityStatusCode.Error, e.Message);
            activity.AddException(e);
            throw;
        }
    }
}
