# Homebrew: brew install --HEAD --formula packaging/gpulearn.rb
class Gpulearn < Formula
  desc "Workbook for the terminal that teaches how GPU computing is bought in the cloud"
  # Both addresses stand for wherever the source is served from.
  homepage "https://gpulearn.example"
  license "Apache-2.0"
  head "https://gpulearn.example/gpulearn.git", branch: "main"

  depends_on xcode: ["16.3", :build]
  depends_on "cmark-gfm"
  depends_on macos: :sequoia

  uses_from_macos "libedit"
  uses_from_macos "sqlite"

  def install
    system "scripts/packaging/stage", buildpath/"stage"
    bin.install "stage/bin/gpulearn"
    pkgshare.install Dir["stage/share/gpulearn/*"]
    man1.install "stage/share/man/man1/gpulearn.1.gz"
    bash_completion.install "stage/share/bash-completion/completions/gpulearn"
    zsh_completion.install "stage/share/zsh/vendor-completions/_gpulearn"
    fish_completion.install "stage/share/fish/vendor_completions.d/gpulearn.fish"
  end

  test do
    assert_equal "2", shell_output("#{bin}/gpulearn eval '1 + 1'").strip
  end
end
