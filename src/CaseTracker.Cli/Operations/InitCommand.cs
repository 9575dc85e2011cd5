using System.CommandLine;
using CaseTracker.Accounts;

namespace CaseTracker.Cli.Operations;

/// <summary><c>casetracker init</c>: folder, keys, database and the three administrators with their one-time codes.</summary>
public static class InitCommand
{
    private static readonly Option<bool> Https = Options.Flag("--https", "为局域网内其他电脑生成自签证书并写入设置");
    private static readonly Option<string> Port = Options.Text("--port", "HTTPS 端口，默认 5443", "端口");

    public static Command Create()
    {
        var command = new Command("init", "建立安装目录：密钥、数据库、三个管理员账号") { Https, Port };
        command.SetAction(async (given, cancel) =>
        {
            var port = given.Int(Port) ?? 5443;
            if (port is < 1 or > 65535)
            {
                throw RefusedException.At("port", "--port 应为 1 至 65535");
            }

            await using var session = await Session.OpenAsync(given, cancel);
            var accounts = await session.Get<FirstStart>().ExecuteAsync(cancel);
            var certificate = given.GetValue(Https) ? SelfSigned.Make(session.Installation, port, TimeProvider.System.GetUtcNow()) : null;
            given.Print(new { session.Installation.Folder, session.Installation.KeysFolder, Accounts = accounts, Certificate = certificate }, output =>
            {
                output.WriteLine($"安装目录：{session.Installation.Folder}");
                output.WriteLine($"密钥目录：{session.Installation.KeysFolder}（请另行抄存，没有它就读不出已加密的内容）");
                if (accounts.Count == 0)
                {
                    output.WriteLine("已有账号，没有新建");
                }
                else
                {
                    output.WriteLine("请把一次性激活码分别交给三位管理员，24 小时内在网站 /account/activate 使用；只显示这一次：");
                    Tables.Write(output, ["账号", "一次性激活码"], accounts.Select(a => new[] { a.UserName, a.Code }));
                }

                if (certificate is not null)
                {
                    output.WriteLine($"证书：{certificate.File}（{string.Join("、", certificate.Names)}，至 {certificate.ExpiresOn:yyyy-MM-dd}）");
                    output.WriteLine($"网站将在 https://{certificate.Names[0]}:{port} 应答；请在各台电脑上信任这张证书");
                }
            });
        });
        return command;
    }
}
