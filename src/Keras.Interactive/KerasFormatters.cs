using System.Globalization;
using System.Net;
using System.Text;
using Keras.Plotting;
using Microsoft.DotNet.Interactive.Formatting;
using TensorFlow;

namespace Keras.Interactive;

/// <summary>
/// How histories, models, tensors and pictures show themselves in notebooks of .NET Interactive. <c>#r "nuget: Keras.Interactive"</c>
/// registers them by itself; elsewhere call <see cref="Register"/>.
/// </summary>
public static class KerasFormatters
{
    private const string Html = "text/html";
    private const int MostRows = 20, MostColumns = 12;

    /// <summary>Registers the formatters for HTML.</summary>
    public static void Register()
    {
        Formatter.Register<Picture>((picture, writer) => writer.Write(ToHtml(picture)), Html);
        Formatter.Register<History>((history, writer) => writer.Write(ToHtml(history)), Html);
        Formatter.Register<Model>((model, writer) => writer.Write(Preformatted(model.SummaryText())), Html);
        Formatter.Register<Tensor>((tensor, writer) => writer.Write(ToHtml(tensor)), Html);
        Formatter.Register<Evaluation>((evaluation, writer) => writer.Write(Preformatted(evaluation.ToString())), Html);
    }

    private static string ToHtml(Picture picture) => string.Create(
        CultureInfo.InvariantCulture,
        $"<img width=\"{picture.Width}\" height=\"{picture.Height}\" src=\"data:image/png;base64,"
        + $"{Convert.ToBase64String(picture.ToPng())}\">");

    private static string ToHtml(History history)
    {
        StringBuilder html = new();
        if (history.Epochs.Count > 0)
            html.Append(ToHtml(history.Plot()));
        string[] names = [.. history.Keys];
        html.Append("<table><thead><tr><th>epoch</th>").AppendJoin("",
            names.Select(n => $"<th>{Encoded(n)}</th>")).Append("</tr></thead><tbody>");
        foreach ((int epoch, Logs logs) in history.Epochs.Zip(history.EpochLogs))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{epoch + 1}</td>");
            // Validation may be less frequent than epochs.
            foreach (string name in names)
            {
                string text = !logs.Names.Contains(name) ? ""
                    : string.Join(", ", logs.GetValues(name).Select(v => v.ToString("G5", CultureInfo.InvariantCulture)));
                html.Append(CultureInfo.InvariantCulture, $"<td>{text}</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    private static string ToHtml(Tensor tensor)
    {
        string head = $"<div>{tensor.DType.StandardName} {Encoded(tensor.Shape.ToString())}</div>";
        if (tensor.Rank != 2 || tensor.Shape[0] > MostRows || tensor.Shape[1] > MostColumns || !IsNumber(tensor.DType))
            return Preformatted(tensor.ToString() ?? "");
        using Tensor doubles = tensor.Cast(DType.Float64);
        double[] values = doubles.ToArray<double>();
        StringBuilder html = new(head + "<table><tbody>");
        int columns = (int)tensor.Shape[1];
        foreach (double[] row in values.Chunk(Math.Max(1, columns)))
            html.Append("<tr>").AppendJoin("",
                row.Select(v => $"<td>{v.ToString("G6", CultureInfo.InvariantCulture)}</td>")).Append("</tr>");
        return html.Append("</tbody></table>").ToString();
    }

    private static bool IsNumber(DType type) => type is DType.Float32 or DType.Float64 or DType.Float16 or DType.BFloat16
        or DType.Int8 or DType.Int16 or DType.Int32 or DType.Int64 or DType.UInt8 or DType.UInt16 or DType.UInt32 or DType.UInt64;

    private static string Preformatted(string text) => $"<pre>{Encoded(text)}</pre>";

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
